// STD: gnu17
#include "session.h"

#include <stdlib.h>
#include <unistd.h>

#define IDLE_SECS 300

static struct session *detach_idle(struct session_table *t, time_t now)
{
    struct session *dead = NULL, **pp;

    pthread_mutex_lock(&t->lock);
    pp = &t->head;
    while (*pp) {
        struct session *s = *pp;

        if (now - s->last_io > IDLE_SECS) {
            *pp = s->next;
            s->next = dead;
            dead = s;
        } else {
            pp = &s->next;
        }
    }
    pthread_mutex_unlock(&t->lock);
    return dead;
}

static int stopping(struct session_table *t)
{
    int v;

    pthread_mutex_lock(&t->lock);
    v = t->shutdown;
    pthread_mutex_unlock(&t->lock);
    return v;
}

static void *reaper_main(void *arg)
{
    struct session_table *t = arg;

    while (!stopping(t)) {
        struct session *s = detach_idle(t, time(NULL));

        while (s) {
            struct session *next = s->next;

            session_uncharge(t, s); // EXPECT: lost-update
            close(s->fd);
            free(s);
            s = next;
        }
        sleep(5);
    }
    return NULL;
}

int reaper_start(struct session_table *t, pthread_t *tid)
{
    return pthread_create(tid, NULL, reaper_main, t);
}
