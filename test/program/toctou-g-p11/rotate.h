#ifndef ROTATE_H
#define ROTATE_H
#include <sys/types.h>

typedef struct log_target {
    char *dir;
    char *file;
    uid_t uid;
    gid_t gid;
    mode_t mode;
} log_target;

int fsu_make_dir(const char *dir);
int fsu_create_empty(const char *path);
int fsu_create_owned(const char *path, uid_t uid, gid_t gid, mode_t mode);
int rotate_apply(const log_target *t);
#endif
