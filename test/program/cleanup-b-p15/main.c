// STD: gnu17
#include "ticket.h"
#include <stdio.h>
#include <unistd.h>

static struct ticket_store store = { PTHREAD_MUTEX_INITIALIZER, NULL, 7200000 };

static void *resume(void *arg)
{
    (void)arg;
    for (uint64_t id = 0; id < 100; id++) {
        struct ticket *t = ticket_hold(&store, id);
        if (!t)
            continue;
        printf("%02x\n", t->secret[0]);
        ticket_drop(&store, t);
    }
    return NULL;
}

int main(void)
{
    pthread_t th;
    for (uint64_t id = 0; id < 100; id++)
        ticket_issue(&store, id);
    pthread_create(&th, NULL, resume, NULL);
    for (int i = 0; i < 3; i++) {
        printf("pruned %d mean %lld\n", ticket_prune(&store), (long long)ticket_mean_age(&store));
        sleep(1);
    }
    pthread_join(th, NULL);
    return 0;
}
