// STD: gnu17
#include "cas.h"

#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>

bool blob_is_old(const struct cas_blob *b, time_t cutoff)
{
    return b->stored < cutoff;
}

int blob_stat(const char *root, const char *hash, struct cas_blob *out)
{
    char path[PATH_MAX];
    struct stat st;

    snprintf(path, sizeof path, "%s/%s", root, hash);
    if (stat(path, &st) < 0 || !S_ISREG(st.st_mode))
        return -1;
    snprintf(out->hash, sizeof out->hash, "%s", hash);
    out->stored = st.st_mtime;
    out->size = st.st_size;
    return 0;
}
