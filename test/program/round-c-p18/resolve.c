#include "share.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int share_init(struct share *sh, const char *dir, int readonly)
{
    if (!realpath(dir, sh->root))
        return -errno;
    sh->rootlen = strlen(sh->root);
    sh->readonly = readonly;
    return 0;
}

int share_resolve(const struct share *sh, const char *name, char out[PATH_MAX])
{
    char joined[PATH_MAX];
    int n = snprintf(joined, sizeof joined, "%s/%s", sh->root, name);

    if (n < 0 || (size_t)n >= sizeof joined)
        return -ENAMETOOLONG;
    if (realpath(joined, out) == NULL)
        return -errno;
    if (strncmp(out, sh->root, sh->rootlen) != 0 || out[sh->rootlen] != '/')
        return -EACCES;
    return 0;
}
