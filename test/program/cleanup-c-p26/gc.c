// STD: gnu17
#include "cas.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int blob_remove(const char *root, const struct cas_blob *b)
{
    char path[PATH_MAX];

    snprintf(path, sizeof path, "%s/%s", root, b->hash);
    if (unlink(path) < 0) {
        fprintf(stderr, "cas: %s: %s\n", path, strerror(errno));
        return -1;
    }
    return 0;
}

long cas_collect(const char *root, long max_age)
{
    DIR *d = opendir(root);
    struct dirent *de;
    time_t cutoff = time(NULL) - max_age;
    long freed = 0;

    if (!d)
        return -1;
    while ((de = readdir(d))) {
        struct cas_blob b;

        if (de->d_name[0] == '.')
            continue;
        claims_lock();
        if (blob_stat(root, de->d_name, &b) == 0 && blob_is_old(&b, cutoff)) {
            if (!claim_held(b.hash) && blob_remove(root, &b) == 0)
                freed += (long)b.size;
        }
        claims_unlock();
    }
    closedir(d);
    return freed;
}
