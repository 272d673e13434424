// STD: gnu17
#include "broker.h"
#include <stdio.h>

#define PUBLISHERS 3

static struct broker broker = {
    .mu = PTHREAD_MUTEX_INITIALIZER,
    .readable = PTHREAD_COND_INITIALIZER,
};

static int publish(struct broker *b, const char *name, int v)
{
    int rc = -1;
    broker_enter(b);
    struct topic *t = topic_find(b, name);
    if (!t)
        t = topic_create(b, name);
    if (!t)
        goto out;
    topic_append(t, v);
    rc = 0;
out:
    broker_leave(b);
    if (rc == 0)
        broker_wake(b);
    return rc;
}

static int consume(struct broker *b, const char *name, int *v)
{
    int got = 0;
    broker_enter(b);
    for (;;) {
        struct topic *t = topic_find(b, name);
        if (t && topic_pop(t, v)) {
            got = 1;
            break;
        }
        if (b->publishers == 0)
            break;
        broker_wait(b);
    }
    broker_leave(b);
    return got;
}

static void *publisher(void *arg)
{
    for (int i = 0; i < 500; i++)
        publish(&broker, i % 2 ? "orders" : "quotes", *(int *)arg + i);
    broker_enter(&broker);
    broker.publishers--;
    broker_leave(&broker);
    broker_wake(&broker);
    return NULL;
}

static void *consumer(void *arg)
{
    int v;
    unsigned n = 0;
    while (consume(&broker, arg, &v))
        n++;
    printf("%s: %u\n", (const char *)arg, n);
    return NULL;
}

int main(void)
{
    pthread_t p[PUBLISHERS], c1, c2;
    static int base[PUBLISHERS] = { 0, 1000, 2000 };

    broker.publishers += PUBLISHERS;
    topic_create(&broker, "orders");
    for (int i = 0; i < PUBLISHERS; i++)
        pthread_create(&p[i], NULL, publisher, &base[i]);
    pthread_create(&c1, NULL, consumer, "orders");
    pthread_create(&c2, NULL, consumer, "quotes");
    for (int i = 0; i < PUBLISHERS; i++)
        pthread_join(p[i], NULL);
    pthread_join(c1, NULL);
    pthread_join(c2, NULL);
    return 0;
}
