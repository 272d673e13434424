// RUN: %tocsin %s
// STD: gnu17
/* broker_stats.c - connection bookkeeping for the MQTT broker */
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <threads.h>

struct broker {
    atomic_int sessions;
    atomic_int peak_sessions;
    atomic_uint next_packet_id;
    _Atomic uint64_t bytes_in;
    atomic_bool draining;
    int listen_fd;
};

struct client {
    struct broker *b;
    int fd;
    bool retained;
};

int net_accept(int fd);
long net_read_packet(int fd, unsigned char *buf, size_t cap);
int net_publish(int fd, unsigned pid, const unsigned char *buf, size_t n);
void net_close(int fd);

static void note_session_start(struct broker *b)
{
    int n = atomic_fetch_add(&b->sessions, 1) + 1;

    if (n > atomic_load(&b->peak_sessions))
        atomic_store(&b->peak_sessions, n); // EXPECT: split-atomic
}

static void note_session_end(struct broker *b)
{
    atomic_fetch_sub(&b->sessions, 1);
}

static unsigned alloc_packet_id(struct broker *b)
{
    unsigned id = b->next_packet_id;

    if (id == 0 || id > 0xffff)
        id = 1;
    b->next_packet_id = id + 1; // EXPECT: split-atomic
    return id;
}

static bool begin_drain(struct broker *b)
{
    bool expected = false;

    return atomic_compare_exchange_strong(&b->draining, &expected, true);
}

static int client_main(void *arg)
{
    struct client *c = arg;
    struct broker *b = c->b;
    unsigned char pkt[4096];
    long n;

    note_session_start(b);
    while (!atomic_load(&b->draining)) {
        n = net_read_packet(c->fd, pkt, sizeof pkt);
        if (n <= 0)
            break;
        atomic_fetch_add_explicit(&b->bytes_in, (uint64_t)n, memory_order_relaxed);
        if (net_publish(c->fd, alloc_packet_id(b), pkt, (size_t)n) < 0)
            break;
    }
    net_close(c->fd);
    note_session_end(b);
    free(c);
    return 0;
}

int broker_run(struct broker *b)
{
    atomic_init(&b->sessions, 0);
    atomic_init(&b->peak_sessions, 0);
    atomic_init(&b->next_packet_id, 1);
    atomic_init(&b->draining, false);

    for (;;) {
        int fd = net_accept(b->listen_fd);
        thrd_t t;
        struct client *c;

        if (fd < 0) {
            begin_drain(b);
            return -1;
        }
        c = calloc(1, sizeof *c);
        if (!c) {
            net_close(fd);
            continue;
        }
        c->b = b;
        c->fd = fd;
        if (thrd_create(&t, client_main, c) != thrd_success) {
            net_close(fd);
            free(c);
            continue;
        }
        thrd_detach(t);
    }
}
