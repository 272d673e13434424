// STD: gnu17
/* Control socket commands; every client connection has its own thread. */
#include <stdio.h>
#include <string.h>
#include "conf.h"

int ctl_add_server(uint32_t base_serial, const char *addr)
{
    struct resolver_conf c;

    conf_snapshot(&c);
    if (c.serial != base_serial)
        return CONF_STALE;
    if (c.nservers >= 8)
        return CONF_INVALID;
    snprintf(c.server[c.nservers++], sizeof c.server[0], "%s", addr);
    if (conf_validate(&c) != 0)
        return CONF_INVALID;
    c.serial++;

    pthread_rwlock_wrlock(&g_conf.lock);
    g_conf.cur = c; // EXPECT: unchecked-version
    pthread_rwlock_unlock(&g_conf.lock);
    return CONF_APPLIED;
}

int ctl_set_timeout(uint32_t base_serial, int ms)
{
    struct resolver_conf c;
    int rc = CONF_STALE;

    conf_snapshot(&c);
    c.timeout_ms = ms;
    if (conf_validate(&c) != 0)
        return CONF_INVALID;

    pthread_rwlock_wrlock(&g_conf.lock);
    if (g_conf.cur.serial == base_serial) {
        g_conf.cur.timeout_ms = ms;
        g_conf.cur.serial++;
        rc = CONF_APPLIED;
    }
    pthread_rwlock_unlock(&g_conf.lock);
    return rc;
}

int ctl_describe(char *buf, int cap)
{
    struct resolver_conf c;

    conf_snapshot(&c);
    return snprintf(buf, (size_t)cap, "serial %u timeout %d servers %d",
                    c.serial, c.timeout_ms, c.nservers);
}
