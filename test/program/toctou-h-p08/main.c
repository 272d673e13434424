// STD: gnu17
#include "pkg.h"

#include <stdio.h>
#include <string.h>

static void copy_field(char *dst, size_t cap, const char *src)
{
    strncpy(dst, src, cap - 1);
    dst[cap - 1] = '\0';
}

int main(int argc, char **argv)
{
    struct pkg p;

    if (argc != 4) {
        fprintf(stderr, "usage: upk ROOT NAME VERSION\n");
        return 2;
    }
    memset(&p, 0, sizeof p);
    copy_field(p.root, sizeof p.root, argv[1]);
    copy_field(p.name, sizeof p.name, argv[2]);
    copy_field(p.version, sizeof p.version, argv[3]);
    if (strchr(p.name, '/'))
        return 2;

    if (pkg_prepare_layout(&p) < 0)
        return 1;
    if (pkg_run_script(&p, "preinst") != 0)
        return 1;
    return pkg_run_script(&p, "postinst") == 0 ? 0 : 1;
}
