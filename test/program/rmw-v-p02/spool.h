#ifndef SPOOL_H
#define SPOOL_H
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define SPOOL_SLOTS 256

struct record {
    off_t off;
    size_t len;
};

struct spool {
    pthread_mutex_t lock;
    pthread_cond_t nonempty;
    int fd;
    off_t tail;
    unsigned pending;
    unsigned head;
    unsigned count;
    int stopping;
    struct record ring[SPOOL_SLOTS];
};

int spool_init(struct spool *sp, int fd);
int spool_append(struct spool *sp, const void *buf, size_t len);
int spool_take(struct spool *sp, struct record *out);
void spool_stop(struct spool *sp);
int spool_is_idle(struct spool *sp);

int shippers_start(struct spool *sp, unsigned n);
#endif
