// STD: gnu17
#include "rec.h"
#include <dirent.h>
#include <stdio.h>
#include <string.h>

typedef int (*visit_fn)(const char *name);

static int each_recording(visit_fn fn)
{
    struct dirent *de;
    DIR *d = opendir(REC_ROOT);
    int n = 0;

    if (!d)
        return -1;
    while ((de = readdir(d)) != NULL) {
        char name[128];
        size_t len = strlen(de->d_name);
        if (len < 5 || len >= sizeof name || strcmp(de->d_name + len - 4, ".wav") != 0)
            continue;
        memcpy(name, de->d_name, len - 4);
        name[len - 4] = '\0';
        n += fn(name) > 0;
    }
    closedir(d);
    return n;
}

static int visit_daily(const char *name)
{
    if (!rec_past_retention(name, 90))
        return 0;
    return rec_drop(name) == 0; // EXPECT: timestamp-cleanup
}

static int visit_disk_full(const char *name)
{
    int gone = 0;

    if (!rec_past_retention(name, 14))
        return 0;
    claims_lock();
    if (!claims_has_locked(name))
        gone = rec_drop(name) == 0; // EXPECT: file-toctou
    claims_unlock();
    return gone;
}

int sweep_daily(void)
{
    return each_recording(visit_daily);
}

int sweep_disk_full(void)
{
    if (rec_disk_percent() < 92)
        return 0;
    return each_recording(visit_disk_full);
}
