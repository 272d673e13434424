#ifndef MBOX_H
#define MBOX_H

#include <stddef.h>
#include <sys/types.h>

#define MAILDROP "/var/mail"

enum mbox_verdict {
    MBOX_FINE = 0,
    MBOX_MISSING,
    MBOX_FOREIGN,
    MBOX_LINKED,
    MBOX_ODD_TYPE
};

struct recipient {
    char login[33];
    uid_t uid;
    gid_t mailgid;
};

int mbox_path(char *buf, size_t len, const struct recipient *rcpt);
enum mbox_verdict mbox_examine(const char *path, uid_t owner);
const char *mbox_strverdict(enum mbox_verdict v);
int mbox_deliver(const struct recipient *rcpt, int msgfd);

#endif
