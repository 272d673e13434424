// STD: gnu17
#define _GNU_SOURCE
#include "amd.h"
#include <sys/mount.h>
#include <stddef.h>
#include <string.h>
#include <time.h>

int64_t am_now(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec;
}

const char *am_lookup(struct amtab *tab, const char *path)
{
    int i;
    for (i = 0; i < tab->count; i++) {
        struct amount *m = &tab->ent[i];
        if (strcmp(m->path, path) != 0)
            continue;
        if (!m->mounted) {
            if (mount(m->source, m->path, "nfs", MS_NOSUID | MS_NODEV, "soft") != 0)
                return NULL;
            m->mounted = 1;
            m->mounted_at = am_now();
        }
        m->last_lookup = am_now();
        return m->path;
    }
    return NULL;
}
