// RUN: %tocsin %s
// STD: gnu17
/* Capture recorder: interface threads push frames, one writer spools them to disk. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>
#include <unistd.h>

#define RING_SLOTS 256
#define SNAPLEN 192

struct frame {
    uint32_t len;
    uint32_t iface;
    unsigned char data[SNAPLEN];
};

struct ring {
    mtx_t mu;
    cnd_t not_full;
    cnd_t not_empty;
    struct frame slots[RING_SLOTS];
    size_t head, tail, count;
    size_t backlog;     /* bytes accepted and not on disk yet */
    uint64_t spooled;
    bool closing;
};

struct iface {
    struct ring *ring;
    uint32_t index;
    int fd;
};

static int ring_init(struct ring *r)
{
    memset(r, 0, sizeof *r);
    if (mtx_init(&r->mu, mtx_plain) != thrd_success)
        return -1;
    if (cnd_init(&r->not_full) != thrd_success || cnd_init(&r->not_empty) != thrd_success)
        return -1;
    return 0;
}

static int ring_push(struct ring *r, const struct frame *f)
{
    mtx_lock(&r->mu);
    size_t at = r->tail;
    while (r->count == RING_SLOTS && !r->closing)
        cnd_wait(&r->not_full, &r->mu);
    if (r->closing) {
        mtx_unlock(&r->mu);
        return -1;
    }
    r->slots[at] = *f;
    r->tail = (at + 1) % RING_SLOTS; // EXPECT: lost-update
    r->count++;
    r->backlog += f->len;
    cnd_signal(&r->not_empty);
    mtx_unlock(&r->mu);
    return 0;
}

/* Two frames of one exchange that have to stay adjacent in the file. */
static int ring_push_pair(struct ring *r, const struct frame *a, const struct frame *b)
{
    mtx_lock(&r->mu);
    while (r->count + 2 > RING_SLOTS && !r->closing)
        cnd_wait(&r->not_full, &r->mu);
    if (r->closing) {
        mtx_unlock(&r->mu);
        return -1;
    }
    size_t at = r->tail;
    r->slots[at] = *a;
    at = (at + 1) % RING_SLOTS;
    r->slots[at] = *b;
    r->tail = (at + 1) % RING_SLOTS;
    r->count += 2;
    r->backlog += a->len + b->len;
    cnd_signal(&r->not_empty);
    mtx_unlock(&r->mu);
    return 0;
}

static size_t ring_pop(struct ring *r, struct frame *out, size_t max)
{
    size_t n = 0;
    mtx_lock(&r->mu);
    while (r->count == 0 && !r->closing)
        cnd_wait(&r->not_empty, &r->mu);
    while (n < max && r->count > 0) {
        out[n++] = r->slots[r->head];
        r->head = (r->head + 1) % RING_SLOTS;
        r->count--;
    }
    if (n)
        cnd_broadcast(&r->not_full);
    mtx_unlock(&r->mu);
    return n;
}

static size_t write_frames(int fd, const struct frame *f, size_t n)
{
    size_t bytes = 0;
    for (size_t i = 0; i < n; i++) {
        ssize_t w = write(fd, f[i].data, f[i].len);
        if (w < 0)
            perror("spool");
        bytes += f[i].len;
    }
    return bytes;
}

static void spool_batch(struct ring *r, int fd, const struct frame *batch, size_t n)
{
    mtx_lock(&r->mu);
    size_t before = r->backlog;
    mtx_unlock(&r->mu);

    size_t bytes = write_frames(fd, batch, n);

    mtx_lock(&r->mu);
    r->backlog = before > bytes ? before - bytes : 0; // EXPECT: lost-update
    r->spooled += bytes;
    mtx_unlock(&r->mu);
}

static void spool_tail(struct ring *r, int fd, const struct frame *batch, size_t n)
{
    size_t bytes = write_frames(fd, batch, n);

    mtx_lock(&r->mu);
    r->backlog = r->backlog > bytes ? r->backlog - bytes : 0;
    r->spooled += bytes;
    mtx_unlock(&r->mu);
}

static int capture_thread(void *arg)
{
    struct iface *ifc = arg;
    struct frame req = { .iface = ifc->index }, rsp = { .iface = ifc->index };
    for (;;) {
        ssize_t n = read(ifc->fd, req.data, SNAPLEN);
        if (n <= 0)
            return 0;
        req.len = (uint32_t)n;
        if (req.data[0] != 0x51) {
            if (ring_push(ifc->ring, &req) != 0)
                return 0;
            continue;
        }
        n = read(ifc->fd, rsp.data, SNAPLEN);
        rsp.len = n > 0 ? (uint32_t)n : 0;
        if (ring_push_pair(ifc->ring, &req, &rsp) != 0)
            return 0;
    }
}

static int writer_thread(void *arg)
{
    struct ring *r = arg;
    static struct frame batch[32];
    size_t n;
    while ((n = ring_pop(r, batch, 32)) > 0) {
        if (n == 32)
            spool_batch(r, STDOUT_FILENO, batch, n);
        else
            spool_tail(r, STDOUT_FILENO, batch, n);
    }
    return 0;
}

int recorder_run(struct ring *r, struct iface *ifs, int nifs)
{
    thrd_t writer, *cap = calloc((size_t)nifs, sizeof *cap);
    if (!cap || ring_init(r) != 0 || thrd_create(&writer, writer_thread, r) != thrd_success) {
        free(cap);
        return -1;
    }
    for (int i = 0; i < nifs; i++) {
        ifs[i].ring = r;
        if (thrd_create(&cap[i], capture_thread, &ifs[i]) != thrd_success)
            abort();
    }
    for (int i = 0; i < nifs; i++)
        thrd_join(cap[i], NULL);
    mtx_lock(&r->mu);
    r->closing = true;
    cnd_broadcast(&r->not_empty);
    mtx_unlock(&r->mu);
    thrd_join(writer, NULL);
    free(cap);
    return 0;
}
