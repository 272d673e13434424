// STD: gnu17
#include "hookd.h"
#include <stdlib.h>
#include <time.h>

static struct timer *pending;

int64_t loop_now_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

uint32_t loop_jiffies(void)
{
    return (uint32_t)(loop_now_ms() / 10);
}

int timer_add(uint32_t in, void (*fn)(void *), void *arg)
{
    struct timer *t = malloc(sizeof *t), **pp;
    if (!t)
        return -1;
    t->due = loop_jiffies() + in;
    t->fn = fn;
    t->arg = arg;
    for (pp = &pending; *pp && (int32_t)((*pp)->due - t->due) <= 0; pp = &(*pp)->next)
        ;
    t->next = *pp;
    *pp = t;
    return 0;
}

void timers_run(void)
{
    uint32_t now = loop_jiffies();
    while (pending && (int32_t)(now - pending->due) >= 0) {
        struct timer *t = pending;
        pending = t->next;
        t->fn(t->arg);
        free(t);
    }
}
