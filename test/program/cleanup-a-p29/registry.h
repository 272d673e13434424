#ifndef REGISTRY_H
#define REGISTRY_H
#include <limits.h>
#include <pthread.h>
#include <stdint.h>

#define MAX_SEGMENTS 1024

enum seg_state { SEG_FREE, SEG_OPEN, SEG_SEALED };

struct segment {
    uint64_t id;
    enum seg_state state;
    int cursors;
    int64_t sealed_ms;
    char path[256];
};

struct registry {
    pthread_mutex_t lock;
    struct segment seg[MAX_SEGMENTS];
};

int64_t mono_ms(void);
struct segment *registry_find(struct registry *r, uint64_t id); /* requires lock */
int segment_add(struct registry *r, uint64_t id, const char *path);
void segment_seal(struct registry *r, uint64_t id);
int cursor_open(struct registry *r, uint64_t id, char *path, size_t len);
void cursor_close(struct registry *r, uint64_t id);

struct gc_queue {
    pthread_mutex_t lock;
    pthread_cond_t ready;
    uint64_t id[MAX_SEGMENTS];
    unsigned head;
    unsigned count;
};

void gc_push(struct gc_queue *q, uint64_t id);
uint64_t gc_pop(struct gc_queue *q);

#endif
