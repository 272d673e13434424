// RUN: %tocsin %s
// STD: gnu17
/* Regression: words and structs of which several owners change a part. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>

enum { F_UP = 1u, F_BUSY = 2u, F_PAUSED = 4u, F_ERROR = 8u };

struct limits {
    uint32_t max_frames;
    uint32_t max_bytes;
};

struct port {
    pthread_mutex_t cfg_mu;
    pthread_mutex_t io_mu;
    uint32_t flags;        /* cfg_mu */
    struct limits lim;     /* cfg_mu */
    atomic_uint status;
    uint32_t wake;
    unsigned promisc : 1;  /* cfg_mu */
    unsigned stalled : 1;
    uint32_t : 0;
    unsigned draining : 1; /* io_mu */
};

static void kick(struct port *p) { printf("kick %p\n", (void *)p); }

/* --- a plain word with a mutex --- */

void flags_raise(struct port *p) {
    pthread_mutex_lock(&p->cfg_mu);
    p->flags |= F_UP;
    pthread_mutex_unlock(&p->cfg_mu);
}

void flags_lower(struct port *p) {
    p->flags &= ~F_UP; // EXPECT: lost-update
}

void flags_pause_other_lock(struct port *p) {
    pthread_mutex_lock(&p->io_mu);
    p->flags |= F_PAUSED; // EXPECT: lost-update
    pthread_mutex_unlock(&p->io_mu);
}

void flags_error(struct port *p) {
    pthread_mutex_lock(&p->cfg_mu);
    uint32_t next = p->flags & ~(F_UP | F_BUSY);
    next |= F_ERROR;
    p->flags = next;
    pthread_mutex_unlock(&p->cfg_mu);
}

/* --- bit-fields --- */

void set_promisc(struct port *p, unsigned on) {
    pthread_mutex_lock(&p->cfg_mu);
    p->promisc = on; // EXPECT: lost-update
    pthread_mutex_unlock(&p->cfg_mu);
}

void set_stalled(struct port *p, unsigned on) {
    pthread_mutex_lock(&p->io_mu);
    p->stalled = on; // EXPECT: lost-update
    pthread_mutex_unlock(&p->io_mu);
}

void set_draining(struct port *p, unsigned on) {
    pthread_mutex_lock(&p->io_mu);
    p->draining = on;
    pthread_mutex_unlock(&p->io_mu);
}

/* --- an atomic word --- */

void status_or_spelled_out(struct port *p) {
    p->status = p->status | F_ERROR; // EXPECT: split-atomic
}

void status_or_compound(struct port *p) { p->status |= F_ERROR; }

void status_claim_two_steps(struct port *p) {
    if (!(atomic_load(&p->status) & F_BUSY)) {
        atomic_fetch_or(&p->status, F_BUSY); // EXPECT: split-atomic
        kick(p);
    }
}

void status_claim_returned(struct port *p) {
    if (!(atomic_fetch_or(&p->status, F_BUSY) & F_BUSY))
        kick(p);
}

/* --- a plain word with builtins --- */

void wake_post(struct port *p, uint32_t bits) { __atomic_fetch_or(&p->wake, bits, __ATOMIC_RELEASE); }

uint32_t wake_collect(struct port *p) { return __atomic_exchange_n(&p->wake, 0, __ATOMIC_ACQUIRE); }

void wake_mask(struct port *p, uint32_t bits) {
    p->wake &= ~bits; // EXPECT: lost-update
}

/* --- a struct taken out, changed, put back --- */

void limits_grow_gap(struct port *p, uint32_t n) {
    pthread_mutex_lock(&p->cfg_mu);
    struct limits l = p->lim;
    pthread_mutex_unlock(&p->cfg_mu);
    l.max_frames += n;
    pthread_mutex_lock(&p->cfg_mu);
    p->lim = l; // EXPECT: lost-update
    pthread_mutex_unlock(&p->cfg_mu);
}

void limits_grow(struct port *p, uint32_t n) {
    pthread_mutex_lock(&p->cfg_mu);
    struct limits l = p->lim;
    l.max_frames += n;
    p->lim = l;
    pthread_mutex_unlock(&p->cfg_mu);
}

void limits_print(struct port *p) {
    pthread_mutex_lock(&p->cfg_mu);
    struct limits l = p->lim;
    pthread_mutex_unlock(&p->cfg_mu);
    l.max_bytes /= 1024;
    printf("%u frames, %u KiB\n", l.max_frames, l.max_bytes);
}

static void *worker(void *arg) {
    flags_raise(arg), flags_lower(arg), wake_mask(arg, 1), wake_post(arg, 2), limits_grow_gap(arg, 1);
    return NULL;
}

int port_start(struct port *p, pthread_t t[2]) {
    return pthread_create(&t[0], NULL, worker, p) || pthread_create(&t[1], NULL, worker, p);
}
