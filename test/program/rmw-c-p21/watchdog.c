// STD: gnu17
#include "watchdog.h"
#include <errno.h>
#include <time.h>

int wd_register(struct watchdog *wd)
{
    int id = -1;
    pthread_mutex_lock(&wd->mu);
    if (wd->nslots < WD_MAX)
        id = wd->nslots++;
    pthread_mutex_unlock(&wd->mu);
    return id;
}

/* Only the worker that owns the slot calls this. */
void wd_beat(struct watchdog *wd, int id)
{
    struct wd_slot *s = &wd->slot[id];
    atomic_fetch_add_explicit(&s->beats, 1, memory_order_relaxed);
    int suspect = WD_SUSPECT;
    atomic_compare_exchange_strong(&s->state, &suspect, WD_OK);
}

/* True for whoever moved the slot to dead. */
bool wd_retire(struct watchdog *wd, int id)
{
    return atomic_exchange(&wd->slot[id].state, WD_DEAD) != WD_DEAD;
}

static void check_slot(struct wd_slot *s)
{
    unsigned long now = atomic_load(&s->beats);
    if (now != s->last_seen) {
        s->last_seen = now;
        return;
    }
    int ok = WD_OK;
    atomic_compare_exchange_strong(&s->state, &ok, WD_SUSPECT);
}

void *wd_monitor(void *arg)
{
    struct watchdog *wd = arg;
    pthread_mutex_lock(&wd->mu);
    while (!wd->stop) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += 2000000;
        if (until.tv_nsec >= 1000000000) {
            until.tv_sec++;
            until.tv_nsec -= 1000000000;
        }
        int rc = 0;
        while (!wd->stop && rc != ETIMEDOUT)
            rc = pthread_cond_timedwait(&wd->wake, &wd->mu, &until);
        int n = wd->nslots;
        wd->rounds++;
        pthread_mutex_unlock(&wd->mu);
        for (int i = 0; i < n; i++)
            check_slot(&wd->slot[i]);
        pthread_mutex_lock(&wd->mu);
    }
    pthread_mutex_unlock(&wd->mu);
    return NULL;
}

void wd_stop(struct watchdog *wd)
{
    pthread_mutex_lock(&wd->mu);
    wd->stop = true;
    pthread_cond_signal(&wd->wake);
    pthread_mutex_unlock(&wd->mu);
}
