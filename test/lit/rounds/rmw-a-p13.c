// RUN: %tocsin %s
// STD: gnu17
/* Reference counted peers and the messages queued to them. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct peer {
    int refs;
    unsigned id;
    int fd;
};

struct message {
    int refs;
    size_t len;
    char body[64];
};

static unsigned peer_serial;
static long live_messages;

static struct peer *peer_new(int fd)
{
    struct peer *p = malloc(sizeof *p);
    if (!p)
        return NULL;
    p->refs = 1;
    p->fd = fd;
    __atomic_add_fetch(&peer_serial, 1, __ATOMIC_RELAXED);
    p->id = __atomic_load_n(&peer_serial, __ATOMIC_RELAXED); // EXPECT: split-atomic
    return p;
}

static struct peer *peer_ref(struct peer *p)
{
    __atomic_add_fetch(&p->refs, 1, __ATOMIC_RELAXED);
    return p;
}

static void peer_unref(struct peer *p)
{
    __atomic_sub_fetch(&p->refs, 1, __ATOMIC_ACQ_REL);
    if (__atomic_load_n(&p->refs, __ATOMIC_ACQUIRE) == 0) free(p); // EXPECT: split-atomic
}

static struct message *message_new(const char *text, int seq)
{
    struct message *m = malloc(sizeof *m);
    if (!m)
        return NULL;
    m->refs = 1;
    m->len = (size_t)snprintf(m->body, sizeof m->body, "%s #%d", text, seq);
    __atomic_add_fetch(&live_messages, 1, __ATOMIC_RELAXED);
    return m;
}

static void message_unref(struct message *m)
{
    if (__atomic_sub_fetch(&m->refs, 1, __ATOMIC_ACQ_REL) == 0) {
        __atomic_sub_fetch(&live_messages, 1, __ATOMIC_RELAXED);
        free(m);
    }
}

static void *sender(void *arg)
{
    struct peer *p = arg;
    size_t sent = 0;
    for (int i = 0; i < 100; i++) {
        struct message *m = message_new("ping", i);
        if (!m)
            break;
        sent += m->len;
        message_unref(m);
    }
    printf("peer %u fd %d sent %zu\n", p->id, p->fd, sent);
    peer_unref(p);
    return NULL;
}

static void *acceptor(void *arg)
{
    int base = *(int *)arg;
    for (int i = 0; i < 10; i++) {
        struct peer *p = peer_new(base + i);
        pthread_t a, b;
        if (!p)
            return NULL;
        pthread_create(&a, NULL, sender, peer_ref(p));
        pthread_create(&b, NULL, sender, peer_ref(p));
        peer_unref(p);
        pthread_join(a, NULL);
        pthread_join(b, NULL);
    }
    return NULL;
}

int main(void)
{
    pthread_t t[3];
    int base[3] = { 100, 200, 300 };
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, acceptor, &base[i]);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    printf("%ld messages left\n", __atomic_load_n(&live_messages, __ATOMIC_RELAXED));
    return 0;
}
