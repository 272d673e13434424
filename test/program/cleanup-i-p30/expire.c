// STD: gnu17
#define _GNU_SOURCE
#include "amd.h"
#include <sys/mount.h>
#include <errno.h>
#include <string.h>
#include <syslog.h>

static int idle_longer(const struct amount *m, int64_t idle_s)
{
    return m->mounted && am_now() - m->last_lookup > idle_s;
}

int am_expire_polite(struct amtab *tab, int64_t idle_s)
{
    int i, n = 0;
    for (i = 0; i < tab->count; i++) {
        struct amount *m = &tab->ent[i];
        if (!idle_longer(m, idle_s))
            continue;
        /* the kernel answers EAGAIN the first time and EBUSY while somebody is inside */
        if (umount2(m->path, MNT_EXPIRE) == 0) {
            m->mounted = 0;
            n++;
        } else if (errno != EAGAIN && errno != EBUSY) {
            syslog(LOG_WARNING, "%s: %s", m->path, strerror(errno));
        }
    }
    return n;
}

/* battery: the server must not stay mounted for long */
int am_expire_laptop(struct amtab *tab, int64_t max_s)
{
    int i, n = 0;
    for (i = 0; i < tab->count; i++) {
        struct amount *m = &tab->ent[i];
        if (!m->mounted || am_now() - m->mounted_at <= max_s)
            continue;
        if (umount2(m->path, MNT_DETACH | MNT_FORCE) != 0) { // EXPECT: timestamp-cleanup
            syslog(LOG_WARNING, "%s: %s", m->path, strerror(errno));
            continue;
        }
        m->mounted = 0;
        n++;
    }
    return n;
}
