// RUN: %tocsin %s
// STD: gnu17
/* Shared message buffers of a broker, reference counted with compiler builtins. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FLUSH_EVERY 64

struct msg {
    int refs;
    size_t len;
    char body[32];
};

struct topic {
    unsigned long seq;
    unsigned published;
    int credit;
    int muted;
};

static struct topic alerts = {.credit = 100};
static struct msg *banner;

static void flush_segment(unsigned n)
{
    printf("segment after %u\n", n);
}

static struct msg *msg_new(const char *text)
{
    struct msg *m = calloc(1, sizeof *m);
    if (!m)
        abort();
    m->refs = 1;
    m->len = strlen(text);
    snprintf(m->body, sizeof m->body, "%s", text);
    return m;
}

static struct msg *msg_get(struct msg *m)
{
    __sync_fetch_and_add(&m->refs, 1);
    return m;
}

static void msg_put(struct msg *m)
{
    if (__sync_sub_and_fetch(&m->refs, 1) == 0)
        free(m);
}

static void msg_put_many(struct msg *m, int n)
{
    m->refs -= n - 1; // EXPECT: lost-update
    msg_put(m);
}

static unsigned long topic_publish(struct topic *t, struct msg *m)
{
    struct msg *held = msg_get(m);
    unsigned long seq = __atomic_add_fetch(&t->seq, 1, __ATOMIC_ACQ_REL);

    __atomic_fetch_add(&t->published, 1, __ATOMIC_RELAXED);
    if (__atomic_load_n(&t->published, __ATOMIC_RELAXED) % FLUSH_EVERY == 0) flush_segment(FLUSH_EVERY); // EXPECT: split-atomic
    msg_put(held);
    return seq;
}

static int topic_consume(struct topic *t)
{
    int c = __atomic_load_n(&t->credit, __ATOMIC_ACQUIRE);
    if (c <= 0)
        return 0;
    __atomic_store_n(&t->credit, c - 1, __ATOMIC_RELEASE); // EXPECT: split-atomic
    return 1;
}

static void topic_grant(struct topic *t, int n)
{
    int old = __atomic_load_n(&t->credit, __ATOMIC_RELAXED);
    while (!__atomic_compare_exchange_n(&t->credit, &old, old + n, 1, __ATOMIC_ACQ_REL,
                                        __ATOMIC_RELAXED))
        ;
}

static int topic_mute(struct topic *t)
{
    return __sync_bool_compare_and_swap(&t->muted, 0, 1);
}

static void *publisher(void *arg)
{
    (void)arg;
    for (int i = 0; i < 1000; i++) {
        struct msg *a = msg_get(banner);
        msg_get(banner);
        topic_publish(&alerts, a);
        topic_consume(&alerts);
        if (i % 50 == 49)
            topic_grant(&alerts, 50);
        msg_put_many(a, 2);
    }
    if (topic_mute(&alerts))
        puts("muted");
    return NULL;
}

int main(void)
{
    pthread_t th[3];
    banner = msg_new("maintenance at noon");
    for (int i = 0; i < 3; i++)
        pthread_create(&th[i], NULL, publisher, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(th[i], NULL);
    msg_put(banner);
    return 0;
}
