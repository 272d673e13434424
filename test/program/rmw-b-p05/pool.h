#ifndef POOL_H
#define POOL_H
#include <pthread.h>
#include <stdint.h>

#define POOL_BASE 40000
#define POOL_SIZE 256

struct pool {
    pthread_mutex_t mu;
    uint8_t used[POOL_SIZE];
    int owner[POOL_SIZE];
    int in_use;
};

void pool_init(struct pool *p);
int pool_mark(struct pool *p, int idx);
int pool_alloc(struct pool *p, int owner);
void pool_release(struct pool *p, int port);
int pool_owner(struct pool *p, int port);
void pool_set_owner(struct pool *p, int port, int owner);

int admin_reserve(struct pool *p, int port);
void admin_adopt(struct pool *p, int port, int owner);
int admin_evict(struct pool *p, int port, int owner);
#endif
