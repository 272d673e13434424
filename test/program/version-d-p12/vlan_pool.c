// STD: gnu17
/* VLAN ids and public addresses handed out to tenants; every controller of the
 * cluster serves requests. */
#include "coord.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define VLAN_MAP "/net/vlan_map"
#define NVLAN    4096

static pthread_mutex_t pool_mx = PTHREAD_MUTEX_INITIALIZER;

static int map_take(unsigned char *map, int len)
{
    int i;

    for (i = 0; i < len * 8 && i < NVLAN; i++) {
        if (!(map[i / 8] & (1u << (i % 8)))) {
            map[i / 8] |= (unsigned char)(1u << (i % 8));
            return i;
        }
    }
    return -ENOSPC;
}

int vlan_alloc(struct coord *c)
{
    struct coord_blob b;
    int id, rc;

    pthread_mutex_lock(&pool_mx);
    rc = coord_fetch(c, VLAN_MAP, &b);
    if (rc == 0) {
        id = map_take((unsigned char *)b.data, b.len);
        if (id >= 0)
            rc = coord_publish(c, VLAN_MAP, b.data, b.len); // EXPECT: unversioned-write
        if (rc == 0)
            rc = id;
    }
    pthread_mutex_unlock(&pool_mx);
    return rc;
}

int vlan_free(struct coord *c, int id)
{
    struct coord_blob b;
    int rc;

    do {
        rc = coord_fetch(c, VLAN_MAP, &b);
        if (rc != 0)
            return rc;
        b.data[id / 8] = (char)(b.data[id / 8] & ~(1u << (id % 8)));
        rc = coord_publish_at(c, VLAN_MAP, b.data, b.len, b.version);
    } while (rc == -EAGAIN);
    return rc;
}

/* Hand-over note for the successor of this controller. */
int controller_note(struct coord *c, const char *host, const char *text)
{
    char path[128];
    int rc;

    snprintf(path, sizeof(path), "/net/controllers/%s", host);
    rc = coord_create(c, path, text, (int)strlen(text));
    if (rc == -EAGAIN)
        rc = coord_publish(c, path, text, (int)strlen(text));
    return rc;
}
