// RUN: %tocsin %s
// STD: gnu17
/* sniffd.c - packet capture daemon: one capture thread per process, HTTP exporter reads counters */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct cap_counters {
    _Atomic uint64_t packets;
    _Atomic uint64_t bytes;
    _Atomic uint64_t truncated;
    _Atomic uint32_t largest;
};

struct capture {
    int sock;
    pthread_t thread;
    struct cap_counters c;
    atomic_bool stop;
    unsigned snaplen;
};

static struct capture cap;

extern long ring_next(int sock, const uint8_t **pkt);
extern void flow_update(const uint8_t *pkt, size_t n);
extern int http_wait(char *path, size_t cap);
extern void http_answer(const char *body);

static inline void bump(_Atomic uint64_t *ctr, uint64_t n)
{
    uint64_t v = atomic_load_explicit(ctr, memory_order_relaxed);

    atomic_store_explicit(ctr, v + n, memory_order_relaxed);
}

static void account(struct cap_counters *c, uint32_t len, unsigned snaplen)
{
    bump(&c->packets, 1);
    bump(&c->bytes, len);
    if (len > snaplen)
        bump(&c->truncated, 1);
    if (len > atomic_load_explicit(&c->largest, memory_order_relaxed))
        atomic_store_explicit(&c->largest, len, memory_order_relaxed);
}

static void *capture_main(void *arg)
{
    struct capture *cp = arg;
    const uint8_t *pkt;
    long n;

    while (!atomic_load(&cp->stop)) {
        n = ring_next(cp->sock, &pkt);
        if (n < 0)
            break;
        if (n == 0)
            continue;
        account(&cp->c, (uint32_t)n, cp->snaplen);
        flow_update(pkt, (size_t)n);
    }
    return NULL;
}

static void render(const struct capture *cp, char *out, size_t cap_)
{
    snprintf(out, cap_, "packets %llu\nbytes %llu\ntruncated %llu\nlargest %u\n",
             (unsigned long long)atomic_load_explicit(&cp->c.packets, memory_order_relaxed),
             (unsigned long long)atomic_load_explicit(&cp->c.bytes, memory_order_relaxed),
             (unsigned long long)atomic_load_explicit(&cp->c.truncated, memory_order_relaxed),
             (unsigned)atomic_load_explicit(&cp->c.largest, memory_order_relaxed));
}

int main(int argc, char **argv)
{
    char path[128], body[512];

    (void)argc;
    (void)argv;
    cap.sock = 3;
    cap.snaplen = 1518;
    if (pthread_create(&cap.thread, NULL, capture_main, &cap))
        return 1;
    while (http_wait(path, sizeof path) == 0) {
        if (!strcmp(path, "/quit"))
            break;
        render(&cap, body, sizeof body);
        http_answer(body);
    }
    atomic_store(&cap.stop, true);
    pthread_join(cap.thread, NULL);
    return 0;
}
