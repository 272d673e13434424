#ifndef SHARE_H
#define SHARE_H
#include <limits.h>
#include <stddef.h>

struct share {
    char root[PATH_MAX];
    size_t rootlen;
    int readonly;
};

int share_init(struct share *sh, const char *dir, int readonly);
/* Returns 0 when NAME stays below the share; fills OUT with the real name. */
int share_resolve(const struct share *sh, const char *name, char out[PATH_MAX]);
long share_overwrite(const struct share *sh, const char *name, const void *buf, size_t len);
#endif
