#include "session.h"

#include <stdlib.h>
#include <unistd.h>

#define IDLE_LIMIT 30

static uint32_t find_idle(const struct session_table *t, time_t now)
{
    for (const struct session *s = t->head; s; s = s->next)
        if (now - s->last_seen > IDLE_LIMIT)
            return s->id;
    return 0;
}

void *reaper_main(void *table)
{
    struct session_table *t = table;

    for (;;) {
        pthread_mutex_lock(&t->lock);
        uint32_t id = find_idle(t, time(NULL));
        struct session *s = id ? session_detach(t, id) : NULL;
        if (s)
            session_account_gone(t, s);
        pthread_mutex_unlock(&t->lock);
        free(s);
        if (!s)
            sleep(1);
    }
    return NULL;
}
