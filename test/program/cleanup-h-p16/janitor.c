// STD: gnu17
#include "claims.h"
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static int past_retention(int dfd, const char *name, time_t cutoff)
{
    struct stat st;

    if (fstatat(dfd, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return 0;
    return S_ISREG(st.st_mode) && st.st_mtime < cutoff;
}

static int discard_job(int dfd, const char *name)
{
    int rc = 0;

    claims_lock();
    if (claims_has(name))
        rc = 1;
    else if (unlinkat(dfd, name, 0) != 0)
        rc = -1;
    claims_unlock();
    return rc;
}

int janitor_pass(const char *spool, time_t retention)
{
    DIR *d = opendir(spool);
    struct dirent *de;
    time_t cutoff = time(NULL) - retention;
    int n = 0;

    if (!d)
        return -1;
    while ((de = readdir(d))) {
        if (de->d_name[0] == '.' || strncmp(de->d_name, "job-", 4) != 0)
            continue;
        if (!past_retention(dirfd(d), de->d_name, cutoff))
            continue;
        if (discard_job(dirfd(d), de->d_name) == 0)
            n++;
    }
    closedir(d);
    return n;
}
