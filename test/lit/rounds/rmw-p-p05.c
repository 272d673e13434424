// RUN: %tocsin %s
// STD: gnu17
/* Serial-to-uplink bridge of a metering gateway. One receive thread reads the
 * RS-485 bus, one uplink thread publishes; the supervisor in main only looks. */
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define RING 256u /* power of two */

struct frame {
    uint8_t len;
    uint8_t data[63];
};

struct bridge {
    int            fd;
    struct frame   ring[RING];
    atomic_uint    head;         /* rx thread */
    atomic_uint    tail;         /* uplink thread */
    atomic_ulong   overruns;     /* rx thread */
    atomic_ulong   published;    /* uplink thread */
    atomic_uint    high_water;   /* rx thread */
    atomic_uint    seq;          /* rx thread; odd while last_* change */
    atomic_uint    last_addr;
    atomic_uint    last_value;
    atomic_int     quit;
    atomic_int     leases;
};

extern int uplink_publish(const struct frame *f);
extern int uplink_open(void);

static int ring_put(struct bridge *b, const struct frame *f)
{
    unsigned head = atomic_load_explicit(&b->head, memory_order_relaxed);
    unsigned tail = atomic_load_explicit(&b->tail, memory_order_acquire);
    unsigned used = head - tail;

    if (used == RING) {
        unsigned long n = atomic_load_explicit(&b->overruns, memory_order_relaxed);

        atomic_store_explicit(&b->overruns, n + 1, memory_order_relaxed);
        return -1;
    }
    b->ring[head & (RING - 1)] = *f;
    atomic_store_explicit(&b->head, head + 1, memory_order_release);
    if (used + 1 > atomic_load_explicit(&b->high_water, memory_order_relaxed))
        atomic_store_explicit(&b->high_water, used + 1, memory_order_relaxed);
    return 0;
}

static int ring_get(struct bridge *b, struct frame *out)
{
    unsigned tail = atomic_load_explicit(&b->tail, memory_order_relaxed);

    if (tail == atomic_load_explicit(&b->head, memory_order_acquire))
        return 0;
    *out = b->ring[tail & (RING - 1)];
    atomic_store_explicit(&b->tail, tail + 1, memory_order_release);
    return 1;
}

static void note_reading(struct bridge *b, const struct frame *f)
{
    unsigned s = atomic_load_explicit(&b->seq, memory_order_relaxed);

    atomic_store_explicit(&b->seq, s + 1, memory_order_relaxed);
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(&b->last_addr, f->data[0], memory_order_relaxed);
    atomic_store_explicit(&b->last_value, f->data[1] << 8 | f->data[2], memory_order_relaxed);
    atomic_store_explicit(&b->seq, s + 2, memory_order_release);
}

static void *rx_main(void *arg)
{
    struct bridge *b = arg;
    struct frame f;

    while (!atomic_load(&b->quit)) {
        ssize_t n = read(b->fd, f.data, sizeof f.data);

        if (n < 3)
            continue;
        f.len = (uint8_t)n;
        note_reading(b, &f);
        ring_put(b, &f);
    }
    return NULL;
}

static void *uplink_main(void *arg)
{
    struct bridge *b = arg;
    struct frame f;

    while (!atomic_load(&b->quit)) {
        if (!ring_get(b, &f)) {
            usleep(2000);
            continue;
        }
        if (uplink_publish(&f) == 0)
            atomic_store_explicit(&b->published,
                                  atomic_load_explicit(&b->published, memory_order_relaxed) + 1,
                                  memory_order_relaxed);
    }
    return NULL;
}

/* Called by the diagnostic console, any thread. */
int bridge_lease(struct bridge *b, int max)
{
    int n = atomic_load(&b->leases);

    do {
        if (n >= max)
            return -1;
    } while (!atomic_compare_exchange_weak(&b->leases, &n, n + 1));
    return 0;
}

int bridge_last(struct bridge *b, unsigned *addr, unsigned *value)
{
    unsigned s1, s2;

    do {
        s1 = atomic_load_explicit(&b->seq, memory_order_acquire);
        *addr = atomic_load_explicit(&b->last_addr, memory_order_relaxed);
        *value = atomic_load_explicit(&b->last_value, memory_order_relaxed);
        atomic_thread_fence(memory_order_acquire);
        s2 = atomic_load_explicit(&b->seq, memory_order_relaxed);
    } while ((s1 & 1) || s1 != s2);
    return s1 ? 0 : -1;
}

int main(int argc, char **argv)
{
    static struct bridge b;
    pthread_t rx, up;

    b.fd = open(argc > 1 ? argv[1] : "/dev/ttyS1", O_RDONLY | O_NOCTTY);
    if (b.fd < 0 || uplink_open() < 0)
        return 1;
    if (pthread_create(&rx, NULL, rx_main, &b) || pthread_create(&up, NULL, uplink_main, &b))
        return 1;
    for (int i = 0; i < 3600; i++) {
        sleep(1);
        printf("hw=%u over=%lu pub=%lu\n", atomic_load(&b.high_water),
               atomic_load(&b.overruns), atomic_load(&b.published));
    }
    atomic_store(&b.quit, 1);
    pthread_join(rx, NULL);
    pthread_join(up, NULL);
    return 0;
}
