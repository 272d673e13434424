#ifndef THUMBS_H
#define THUMBS_H
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

struct thumb {
    struct thumb *prev;
    struct thumb *next;
    uint64_t photo_id;
    int64_t rendered_ms;
    int readers;
    size_t len;
    unsigned char pixels[];
};

struct thumb_cache {
    pthread_mutex_t lock;
    struct thumb *head;
    size_t bytes;
    size_t max_bytes;
};

int64_t thumb_clock_ms(void);
void thumb_cache_init(struct thumb_cache *c, size_t max_bytes);
struct thumb *thumb_get(struct thumb_cache *c, uint64_t photo_id);
void thumb_put(struct thumb_cache *c, struct thumb *t);
void thumb_detach(struct thumb_cache *c, struct thumb *t);

/* Brings the cache below max_bytes. Called by the maintenance thread. */
unsigned thumb_shrink(struct thumb_cache *c, int64_t min_age_ms);

#endif
