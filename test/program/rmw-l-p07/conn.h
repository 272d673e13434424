#ifndef CONN_H
#define CONN_H
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

enum { CF_DIRTY = 1, CF_CLOSING = 2, CF_TLS = 4 };

struct conn_pool {
    pthread_mutex_t mtx;
    int active;
    int idle;
    uint64_t rx_bytes;
    unsigned flags;
};

void pool_init(struct conn_pool *p);
int pool_acquire(struct conn_pool *p);
void pool_release(struct conn_pool *p, int broken);
void pool_account(struct conn_pool *p, size_t n);
unsigned pool_flags(struct conn_pool *p);

void *conn_thread(void *arg);
#endif
