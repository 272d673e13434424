// STD: gnu17
#define _XOPEN_SOURCE 700
#include "tidy.h"
#include <ftw.h>
#include <stdio.h>
#include <unistd.h>

unsigned long tidy_files, tidy_dirs, tidy_failed;
static int g_dirs;

static int visit(const char *path, const struct stat *sb, int type, struct FTW *ftw)
{
    int rc = 0;

    if (ftw->level == 0)
        return 0;
    switch (type) {
    case FTW_F:
        if (!tidy_is_old(sb))
            return 0;
        rc = unlink(path); // EXPECT: timestamp-cleanup
        if (rc == 0)
            tidy_files++;
        break;
    case FTW_DP:
        if (g_dirs && tidy_is_old(sb))
            tidy_dirs++;
        return 0;
    default:
        return 0;
    }
    if (rc != 0) {
        tidy_failed++;
        perror(path);
    }
    return 0;
}

int tidy_run(const struct tidy_rule *r)
{
    tidy_set_cutoff(time(NULL) - r->days * 86400L);
    g_dirs = r->dirs;
    return nftw(r->root, visit, 32, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}
