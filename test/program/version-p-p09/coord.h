#ifndef COORD_H
#define COORD_H

#define THREADED 1
#include <zookeeper/zookeeper.h>

struct coord {
    zhandle_t *zh;
    char root[64];
};

/* Reads root/key into buf (NUL terminated). *version may be NULL. */
int coord_get(struct coord *c, const char *key, char *buf, int cap, int *version);
int coord_put(struct coord *c, const char *key, const char *text);
int coord_put_at(struct coord *c, const char *key, const char *text, int version);
int coord_add(struct coord *c, const char *key, const char *text);

struct doc_ops {
    int (*fetch)(void *self, const char *name, char *buf, int cap, long *revision);
    int (*replace)(void *self, const char *name, const char *text, long expected_revision);
};

enum { DOC_OK = 0, DOC_MISSING = -1, DOC_CONFLICT = -2, DOC_IO = -3 };

extern const struct doc_ops mem_doc_ops;
extern const struct doc_ops zk_doc_ops;

void *mem_docs_new(void);

#endif
