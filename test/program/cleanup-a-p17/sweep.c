#define _GNU_SOURCE
#include "tokens.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_mutex_t sweep_lock = PTHREAD_MUTEX_INITIALIZER;

static long seconds_since(const struct timespec *from)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long)(now.tv_sec - from->tv_sec);
}

static unsigned sweep_chain(struct token **pp, long max_secs)
{
    unsigned n = 0;

    while (*pp) {
        struct token *t = *pp;
        if (seconds_since(&t->issued) <= max_secs) {
            pp = &t->next;
            continue;
        }
        *pp = t->next;
        free(t); // EXPECT: timestamp-cleanup
        n++;
    }
    return n;
}

unsigned token_sweep(struct token_registry *r, long max_secs)
{
    unsigned n = 0;

    pthread_mutex_lock(&sweep_lock);
    for (unsigned i = 0; i < TOKEN_SLOTS; i++)
        n += sweep_chain(&r->slot[i], max_secs);
    pthread_mutex_unlock(&sweep_lock);
    return n;
}

static void *authorise(void *arg)
{
    struct token_registry *r = arg;
    char value[48];
    unsigned long granted = 0;

    for (int i = 0; i < 100000; i++) {
        snprintf(value, sizeof value, "tok-%d", i % 700);
        granted += (unsigned long)token_allows(r, value, 1u);
    }
    printf("granted %lu\n", granted);
    return NULL;
}

int main(void)
{
    static struct token_registry reg;
    char value[48];
    pthread_t t;

    if (registry_init(&reg) != 0)
        return 1;
    for (int i = 0; i < 700; i++) {
        snprintf(value, sizeof value, "tok-%d", i);
        token_issue(&reg, value, 1000u + (uint32_t)i, 3u);
    }
    if (pthread_create(&t, NULL, authorise, &reg) != 0)
        return 1;
    for (int i = 0; i < 5; i++) {
        sleep(1);
        printf("swept %u\n", token_sweep(&reg, 3600));
    }
    pthread_join(t, NULL);
    return 0;
}
