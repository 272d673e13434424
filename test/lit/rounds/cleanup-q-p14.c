// RUN: %tocsin %s
// STD: gnu17
/* Fragment reassembly of the field bus bridge; one thread, 32 bit millisecond ticks. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define FRAG_TIMEOUT_MS 2000u
#define NEIGH_TIMEOUT_MS 90000
#define MAX_NEIGH 32

typedef uint32_t tick_t;

struct reasm {
    uint16_t msg_id;
    uint8_t *data;
    size_t have, want;
    tick_t last_frag;
    struct reasm *next;
};

struct neighbour {
    uint8_t addr;
    bool known;
    tick_t deadline;
};

struct bridge {
    tick_t now;
    struct reasm *partial;
    struct neighbour neigh[MAX_NEIGH];
    unsigned long dropped, delivered;
};

static tick_t read_tick(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (tick_t)((uint64_t)ts.tv_sec * 1000u + (uint64_t)ts.tv_nsec / 1000000u);
}

static struct reasm **reasm_slot(struct bridge *b, uint16_t id)
{
    struct reasm **pp = &b->partial;
    while (*pp && (*pp)->msg_id != id)
        pp = &(*pp)->next;
    return pp;
}

static void reasm_free(struct reasm *r)
{
    free(r->data);
    free(r);
}

static int on_fragment(struct bridge *b, uint16_t id, size_t total, const uint8_t *p, size_t n)
{
    struct reasm **pp = reasm_slot(b, id);
    struct reasm *r = *pp;

    if (!r) {
        r = calloc(1, sizeof *r);
        if (!r)
            return -1;
        r->data = malloc(total);
        if (!r->data) {
            free(r);
            return -1;
        }
        r->msg_id = id;
        r->want = total;
        r->last_frag = b->now;
        *pp = r;
    }
    if (n > r->want - r->have)
        return -1;
    memcpy(r->data + r->have, p, n);
    r->have += n;
    r->last_frag = b->now;
    if (r->have == r->want) {
        *pp = r->next;
        b->delivered++;
        reasm_free(r);
    }
    return 0;
}

/* The tick wraps every 49 days; differences are taken modulo 2^32. */
static void expire_partial(struct bridge *b)
{
    for (struct reasm **pp = &b->partial; *pp;) {
        struct reasm *r = *pp;
        if ((tick_t)(b->now - r->last_frag) <= FRAG_TIMEOUT_MS) {
            pp = &r->next;
            continue;
        }
        *pp = r->next;
        reasm_free(r);
        b->dropped++;
    }
}

static void on_beacon(struct bridge *b, uint8_t addr)
{
    struct neighbour *n = &b->neigh[addr % MAX_NEIGH];
    n->addr = addr;
    n->known = true;
    n->deadline = b->now + NEIGH_TIMEOUT_MS;
}

static void expire_neighbours(struct bridge *b)
{
    for (int i = 0; i < MAX_NEIGH; i++) {
        struct neighbour *n = &b->neigh[i];
        if (n->known && (int32_t)(b->now - n->deadline) >= 0)
            memset(n, 0, sizeof *n);
    }
}

static void dispatch(struct bridge *b, const uint8_t *f, size_t n)
{
    if (n >= 2 && f[0] == 'B')
        on_beacon(b, f[1]);
    else if (n > 6 && f[0] == 'F')
        on_fragment(b, (uint16_t)(f[1] << 8 | f[2]), (size_t)(f[3] << 8 | f[4]) + 1, f + 5, n - 5);
}

int main(void)
{
    static struct bridge b;
    uint8_t frame[260];
    ssize_t n;

    while ((n = read(STDIN_FILENO, frame, sizeof frame)) > 0) {
        b.now = read_tick();
        dispatch(&b, frame, (size_t)n);
        expire_partial(&b);
        expire_neighbours(&b);
    }
    while (b.partial) {
        struct reasm *r = b.partial;
        b.partial = r->next;
        reasm_free(r);
    }
    printf("delivered %lu dropped %lu\n", b.delivered, b.dropped);
    return n < 0;
}
