#ifndef MBOX_H
#define MBOX_H

#include <stdio.h>
#include <sys/types.h>

enum mbox_state {
    MBOX_OK,
    MBOX_MISSING,
    MBOX_REFUSED,
    MBOX_ERROR,
};

struct message {
    const char *sender;
    const char *body;
    size_t len;
};

struct recipient {
    char user[64];
    uid_t uid;
    gid_t gid;
    char mailbox[512];
    char archive[512];
};

/* mbox.c */
enum mbox_state mbox_probe(const char *path, uid_t owner);
int mbox_create(const char *path, uid_t owner, gid_t group);
FILE *mbox_append_stream(const char *path, uid_t owner);

/* deliver.c */
int deliver_local(const struct recipient *rcpt, const struct message *msg);
int deliver_archive(const struct recipient *rcpt, const struct message *msg);

#endif
