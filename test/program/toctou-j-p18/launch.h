#ifndef LAUNCH_H
#define LAUNCH_H
#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

struct app {
    const char *bundle_dir;
    const char *binary;
    char *const *argv;
    char *const *envp;
    uid_t owner;
};

/* fdutil.c */
int dir_open(const char *path);
bool node_is_private(const struct stat *st, uid_t owner);
bool node_same(const struct stat *a, const struct stat *b);
int child_open(int dirfd, const char *name, int flags, uid_t owner);

/* launch.c */
int app_exec(const struct app *a);
int app_load_policy(const struct app *a, char *buf, size_t cap);
#endif
