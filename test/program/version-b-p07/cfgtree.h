#ifndef CFGTREE_H
#define CFGTREE_H
#define THREADED
#include <zookeeper/zookeeper.h>

struct cfgtree {
    zhandle_t *zh;
    char root[64];
};

struct cfgnode {
    char text[1024];
    int version;
};

int cfg_read(struct cfgtree *t, const char *key, struct cfgnode *out);
int cfg_write(struct cfgtree *t, const char *key, const char *text, int version);
int cfg_put(struct cfgtree *t, const char *key, const char *text);
int cfg_create(struct cfgtree *t, const char *key, const char *text);

#endif
