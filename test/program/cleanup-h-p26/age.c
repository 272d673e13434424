// STD: gnu17
#include "tidy.h"

static time_t g_cutoff;

void tidy_set_cutoff(time_t cutoff)
{
    g_cutoff = cutoff;
}

int tidy_is_old(const struct stat *sb)
{
    if (sb->st_mtime >= g_cutoff)
        return 0;
    return sb->st_ctime < g_cutoff;
}
