#ifndef PRIV_H
#define PRIV_H
#include <sys/types.h>

struct priv_state {
    uid_t euid;
    gid_t egid;
};

int priv_to_user(struct priv_state *ps, uid_t uid, gid_t gid);
void priv_restore(const struct priv_state *ps);

int rc_open_for_user(const char *path, uid_t uid, gid_t gid);
void rc_describe(const char *path);
int rc_rewrite(int fd, const char *text);
#endif
