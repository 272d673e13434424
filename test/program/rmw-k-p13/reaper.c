// STD: gnu17
#include "sesstab.h"
#include <stdlib.h>
#include <unistd.h>

#define IDLE_SECS 300

static struct session *collect_idle(struct sesstab *t, time_t now)
{
    struct session **pp, *dead = NULL;

    st_enter(t);
    pp = &t->head;
    while (*pp) {
        struct session *s = *pp;

        if (now - s->last_seen < IDLE_SECS) {
            pp = &s->next;
            continue;
        }
        *pp = s->next;
        s->next = dead;
        dead = s;
        t->expired++;
    }
    st_leave(t);
    return dead;
}

static void dispose(struct sesstab *t, struct session *dead)
{
    while (dead) {
        struct session *s = dead;

        dead = s->next;
        close(s->fd);
        free(s);
        t->count--; // EXPECT: lost-update
    }
}

static void *reaper_main(void *arg)
{
    struct sesstab *t = arg;

    for (;;) {
        sleep(15);
        dispose(t, collect_idle(t, time(NULL)));
    }
    return NULL;
}

int reaper_start(struct sesstab *t)
{
    pthread_t tid;

    if (pthread_create(&tid, NULL, reaper_main, t))
        return -1;
    return pthread_detach(tid);
}
