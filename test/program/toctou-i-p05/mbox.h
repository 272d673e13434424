#ifndef MBOX_H
#define MBOX_H
#include <stddef.h>
#include <sys/types.h>

enum mbox_state { MBOX_GOOD, MBOX_ABSENT, MBOX_REFUSED };

enum mbox_state mbox_examine(const char *path, uid_t owner);
int mbox_append(const char *path, uid_t owner, gid_t group, const char *msg, size_t len);
#endif
