#ifndef OBJSTORE_H
#define OBJSTORE_H

#include <pthread.h>
#include <stdint.h>

#define OBJ_NAME 48
#define OBJ_MAX  256

struct obj {
    char     name[OBJ_NAME];
    uint32_t mode;
    uint32_t owner;
    uint64_t size;
    uint64_t generation;
};

enum { OBJ_OK = 0, OBJ_ENOENT = -2, OBJ_ECONFLICT = -116, OBJ_ENOTSUP = -95 };

struct objstore;

struct objstore_ops {
    int (*load)(struct objstore *s, const char *name, struct obj *out);
    int (*replace)(struct objstore *s, const struct obj *in, uint64_t expected_generation);
    int (*resize)(struct objstore *s, const char *name, uint64_t size, uint64_t expected_generation);
    int (*chown)(struct objstore *s, const char *name, uint32_t owner, uint64_t expected_generation);
};

struct objstore {
    const struct objstore_ops *ops;
    pthread_mutex_t            mx;
    struct obj                 tab[OBJ_MAX];
    unsigned                   n;
};

extern const struct objstore_ops mem_ops;
extern const struct objstore_ops readonly_ops;

#endif
