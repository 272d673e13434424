// STD: gnu17
/* Object id ranges are handed out to storage daemons from one shared node. */
#include "idalloc.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static pthread_mutex_t refill_lock = PTHREAD_MUTEX_INITIALIZER;

int idalloc_refill(struct idalloc *a, int64_t want)
{
    char buf[64];
    struct Stat st;
    int64_t base;
    int rc, n;

    pthread_mutex_lock(&refill_lock);
    rc = zks_read(a->store, "next_id", buf, sizeof buf, &st);
    if (rc != ZOK)
        goto out;
    base = strtoll(buf, NULL, 10);
    n = snprintf(buf, sizeof buf, "%lld", (long long)(base + want));
    rc = zks_write(a->store, "next_id", buf, n); // EXPECT: unversioned-write
    if (rc == ZOK) {
        a->next = base;
        a->limit = base + want;
    }
out:
    pthread_mutex_unlock(&refill_lock);
    return rc;
}

/* Administrative command: the whole new value comes from the command line. */
int idalloc_set_ceiling(struct zkstore *s, int64_t ceiling)
{
    char buf[64];
    int n = snprintf(buf, sizeof buf, "%lld", (long long)ceiling);

    return zks_write(s, "ceiling", buf, n);
}

int roster_join(struct zkstore *s, const char *member)
{
    char buf[2048] = "";
    struct Stat st;
    int version = -1;
    size_t used;

    if (zks_read(s, "roster", buf, sizeof buf, &st) == ZOK)
        version = st.version;
    used = strlen(buf);
    snprintf(buf + used, sizeof buf - used, "%s%s", used ? "," : "", member);
    return zks_write_at(s, "roster", buf, (int)strlen(buf), version); // EXPECT: unversioned-write
}

int roster_heartbeat(struct zkstore *s, const char *member, long now)
{
    char node[96], buf[64];
    int n = snprintf(buf, sizeof buf, "alive %ld", now);
    int rc;

    snprintf(node, sizeof node, "members/%s", member);
    rc = zks_write(s, node, buf, n);
    if (rc == ZNONODE)
        rc = zks_create_ephemeral(s, node, buf, n);
    return rc;
}
