#ifndef SIDX_H
#define SIDX_H
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

#define SIDX_STRIPES 8

struct sidx_entry {
    uint64_t key;
    uint64_t offset;
};

struct sidx_stripe {
    pthread_mutex_t mu;
    struct sidx_entry *v;
    size_t n, cap;
    unsigned version;
};

struct sidx {
    struct sidx_stripe stripe[SIDX_STRIPES];
};

int sidx_init(struct sidx *ix);
void sidx_free(struct sidx *ix);
int sidx_put(struct sidx *ix, uint64_t key, uint64_t offset);
int sidx_get(struct sidx *ix, uint64_t key, uint64_t *offset);
int sidx_compact(struct sidx *ix, unsigned stripe);
#endif
