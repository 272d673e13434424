// STD: gnu17
#include "coord.h"

#include <errno.h>
#include <stdlib.h>

#define THREADED
#include <zookeeper/zookeeper.h>

struct coord {
    zhandle_t *zh;
};

static int map_rc(int rc)
{
    switch (rc) {
    case ZOK:          return 0;
    case ZNONODE:      return -ENOENT;
    case ZBADVERSION:
    case ZNODEEXISTS:  return -EAGAIN;
    default:           return -EIO;
    }
}

struct coord *coord_open(const char *hosts)
{
    struct coord *c = calloc(1, sizeof(*c));

    if (c && !(c->zh = zookeeper_init(hosts, NULL, 10000, NULL, NULL, 0))) {
        free(c);
        c = NULL;
    }
    return c;
}

void coord_close(struct coord *c)
{
    zookeeper_close(c->zh);
    free(c);
}

int coord_fetch(struct coord *c, const char *path, struct coord_blob *b)
{
    struct Stat st;
    int rc;

    b->len = (int)sizeof(b->data);
    rc = zoo_get(c->zh, path, 0, b->data, &b->len, &st);
    if (rc == ZOK)
        b->version = st.version;
    return map_rc(rc);
}

int coord_publish(struct coord *c, const char *path, const void *data, int len)
{
    return map_rc(zoo_set(c->zh, path, data, len, -1));
}

int coord_publish_at(struct coord *c, const char *path, const void *data, int len, int32_t version)
{
    return map_rc(zoo_set(c->zh, path, data, len, version));
}

int coord_create(struct coord *c, const char *path, const void *data, int len)
{
    return map_rc(zoo_create(c->zh, path, data, len, &ZOO_OPEN_ACL_UNSAFE, 0, NULL, 0));
}

int coord_drop(struct coord *c, const char *path)
{
    return map_rc(zoo_delete(c->zh, path, -1));
}
