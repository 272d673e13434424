// STD: gnu17
#include "session.h"
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

static struct session_table sessions;
static atomic_bool stopping;

static void *worker_main(void *arg)
{
    uint64_t id = (uint64_t)(uintptr_t)arg;

    while (!atomic_load(&stopping)) {
        struct session *s = session_find(&sessions, id);
        if (!s)
            break;
        static const char hello[] = "220 ready\r\n";
        if (write(s->fd, hello, sizeof hello - 1) < 0)
            perror("write");
        session_put(&sessions, s);
    }
    return NULL;
}

static void *reaper_main(void *arg)
{
    (void)arg;
    while (!atomic_load(&stopping)) {
        uint64_t tick = mono_ms();
        unsigned n = reap_unauthenticated(&sessions, 5000);
        n += reap_idle(&sessions, 600000);
        n += reap_orphans(&sessions, tick, 60000);
        if (n)
            fprintf(stderr, "reaper: %u sessions\n", n);
        sleep(1);
    }
    return NULL;
}

int main(void)
{
    pthread_t workers[4], reaper;

    session_table_init(&sessions);
    for (uintptr_t i = 0; i < 4; i++)
        session_open(&sessions, i, dup(1));
    for (uintptr_t i = 0; i < 4; i++)
        pthread_create(&workers[i], NULL, worker_main, (void *)i);
    pthread_create(&reaper, NULL, reaper_main, NULL);
    sleep(30);
    atomic_store(&stopping, true);
    for (int i = 0; i < 4; i++)
        pthread_join(workers[i], NULL);
    pthread_join(reaper, NULL);
    return 0;
}
