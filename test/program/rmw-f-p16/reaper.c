// STD: gnu17
#include "seat.h"
#include <stdio.h>
#include <unistd.h>

static int expire_once(struct licence_pool *p, time_t now)
{
    int freed = 0;

    pthread_mutex_lock(&p->lock);
    for (int i = p->nleases - 1; i >= 0; i--)
        if (p->leases[i].expires <= now)
            freed += lease_drop(p, i);
    pthread_mutex_unlock(&p->lock);
    return freed;
}

static void *reaper_main(void *arg)
{
    struct licence_pool *p = arg;

    for (;;) {
        sleep(30);
        int freed = expire_once(p, time(NULL));
        if (freed > 0) {
            fprintf(stderr, "%s: %d seats expired\n", p->feature, freed);
            pool_give_back(p, freed); // EXPECT: lost-update
        }
    }
    return NULL;
}

int reaper_start(struct licence_pool *p)
{
    pthread_t t;
    int rc = pthread_create(&t, NULL, reaper_main, p);
    return rc ? -rc : -pthread_detach(t);
}
