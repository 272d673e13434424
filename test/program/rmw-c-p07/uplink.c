// STD: gnu17
#include "gateway.h"

void ring_put(struct ring *r, int v)
{
    pthread_mutex_lock(&r->mu);
    if (r->len < RING) {
        r->items[(r->head + r->len) % RING] = v;
        r->len++;
        pthread_cond_signal(&r->nonempty);
    } else {
        r->overflow++;
    }
    pthread_mutex_unlock(&r->mu);
}

void ring_close(struct ring *r)
{
    pthread_mutex_lock(&r->mu);
    r->closed = 1;
    pthread_cond_broadcast(&r->nonempty);
    pthread_mutex_unlock(&r->mu);
}

void *uplink_main(void *arg)
{
    struct ring *r = arg;
    long checksum = 0;
    pthread_mutex_lock(&r->mu);
    for (;;) {
        while (r->len == 0 && !r->closed)
            pthread_cond_wait(&r->nonempty, &r->mu);
        if (r->len == 0)
            break;
        checksum += r->items[r->head];
        r->head = (r->head + 1) % RING;
        r->len--;
    }
    pthread_mutex_unlock(&r->mu);
    return (void *)checksum;
}
