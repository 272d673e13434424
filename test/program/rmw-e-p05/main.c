// STD: gnu17
#include "session.h"

#include <stdio.h>
#include <unistd.h>

static struct session_table g_sessions;

int main(void)
{
    pthread_t reaper;
    struct session *s;
    int i;

    table_init(&g_sessions, 1 << 20);
    if (reaper_start(&g_sessions, &reaper) != 0) {
        fprintf(stderr, "cannot start reaper\n");
        return 1;
    }
    s = session_open(&g_sessions, dup(0));
    if (s) {
        for (i = 0; i < 16; i++) {
            if (session_enqueue(&g_sessions, s, 512) == 0)
                session_flushed(&g_sessions, s, 512);
        }
        session_close(&g_sessions, s);
    }
    pthread_mutex_lock(&g_sessions.lock);
    g_sessions.shutdown = 1;
    pthread_mutex_unlock(&g_sessions.lock);
    pthread_join(reaper, NULL);
    return 0;
}
