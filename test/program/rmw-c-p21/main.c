// STD: gnu17
#include "watchdog.h"
#include <stdio.h>
#include <unistd.h>

static struct watchdog wd = {
    .mu = PTHREAD_MUTEX_INITIALIZER,
    .wake = PTHREAD_COND_INITIALIZER,
};

static _Thread_local unsigned long handled;

static void *worker(void *arg)
{
    unsigned long *out = arg;
    int id = wd_register(&wd);
    if (id < 0)
        return NULL;
    for (int i = 0; i < 50; i++) {
        handled++;
        usleep(200);
        wd_beat(&wd, id);
    }
    *out = handled;
    if (wd_retire(&wd, id))
        printf("worker %d done\n", id);
    return NULL;
}

int main(void)
{
    pthread_t mon, w[4];
    unsigned long done[4] = { 0 };
    unsigned long total = 0;
    pthread_create(&mon, NULL, wd_monitor, &wd);
    for (int i = 0; i < 4; i++)
        pthread_create(&w[i], NULL, worker, &done[i]);
    for (int i = 0; i < 4; i++) {
        pthread_join(w[i], NULL);
        total += done[i];
    }
    wd_stop(&wd);
    pthread_join(mon, NULL);
    printf("%lu units in %u rounds\n", total, wd.rounds);
    return 0;
}
