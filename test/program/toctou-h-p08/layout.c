// STD: gnu17
#include "pkg.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const char *const skeleton[] = { "usr", "usr/share", "usr/share/upk", "var", "var/cache" };

static int ensure_stamp_dir(const char *path)
{
    if (mkdir(path, 0755) == 0 || errno == EEXIST)
        return 0;
    return -1;
}

int pkg_prepare_layout(const struct pkg *p)
{
    char path[PATH_MAX];
    size_t i;

    for (i = 0; i < sizeof skeleton / sizeof *skeleton; i++) {
        if (pkg_join(path, sizeof path, p->root, skeleton[i]) < 0)
            return -1;
        if (!dir_present(path)) {
            if (mkdir(path, 0755) != 0) { // EXPECT: file-toctou
                fprintf(stderr, "upk: cannot create %s: %s\n", path, strerror(errno));
                return -1;
            }
        }
    }
    if (pkg_join(path, sizeof path, p->root, "var/cache/stamps") < 0)
        return -1;
    return ensure_stamp_dir(path);
}
