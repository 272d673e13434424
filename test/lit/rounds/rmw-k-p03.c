// RUN: %tocsin %s
// STD: gnu17
/* framepool.c - reference counted capture frames shared by encoder, preview and recorder */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define POOL_FRAMES 24

struct framepool;

struct frame {
    struct framepool *pool;
    struct frame *next_free;
    unsigned refs;
    int64_t pts;
    size_t len;
    uint8_t *data;
};

struct framepool {
    pthread_spinlock_t lock;
    struct frame *free_list;
    struct frame frames[POOL_FRAMES];
    unsigned outstanding;
};

extern int camera_dequeue(uint8_t *dst, size_t *len, int64_t *pts);
extern struct frame *chan_recv(int chan);
extern int chan_send(int chan, struct frame *f);
extern void encode(const uint8_t *p, size_t n, int64_t pts);
extern void blit(const uint8_t *p, size_t n);

enum { CHAN_ENC, CHAN_PREVIEW };

struct frame *frame_ref(struct frame *f)
{
    __atomic_add_fetch(&f->refs, 1, __ATOMIC_RELAXED);
    return f;
}

static void frame_recycle(struct frame *f)
{
    struct framepool *p = f->pool;

    pthread_spin_lock(&p->lock);
    f->next_free = p->free_list;
    p->free_list = f;
    p->outstanding--;
    pthread_spin_unlock(&p->lock);
}

void frame_unref(struct frame *f)
{
    if (__atomic_sub_fetch(&f->refs, 1, __ATOMIC_ACQ_REL) == 0)
        frame_recycle(f);
}

static struct frame *frame_alloc(struct framepool *p)
{
    struct frame *f;

    pthread_spin_lock(&p->lock);
    f = p->free_list;
    if (f) {
        p->free_list = f->next_free;
        p->outstanding++;
    }
    pthread_spin_unlock(&p->lock);
    if (f)
        __atomic_store_n(&f->refs, 1, __ATOMIC_RELAXED);
    return f;
}

static void *encoder_thread(void *arg)
{
    struct frame *f;

    (void)arg;
    while ((f = chan_recv(CHAN_ENC)) != NULL) {
        encode(f->data, f->len, f->pts);
        frame_unref(f);
    }
    return NULL;
}

static void *preview_thread(void *arg)
{
    struct frame *f;
    int64_t last = 0;

    (void)arg;
    while ((f = chan_recv(CHAN_PREVIEW)) != NULL) {
        if (f->pts - last < 33000) {
            f->refs--; // EXPECT: lost-update
            continue;
        }
        last = f->pts;
        blit(f->data, f->len);
        frame_unref(f);
    }
    return NULL;
}

int capture_loop(struct framepool *p)
{
    pthread_t enc, prev;
    struct frame *f;

    if (pthread_create(&enc, NULL, encoder_thread, NULL))
        return -1;
    if (pthread_create(&prev, NULL, preview_thread, NULL))
        return -1;
    while ((f = frame_alloc(p)) != NULL) {
        if (camera_dequeue(f->data, &f->len, &f->pts) < 0) {
            frame_unref(f);
            break;
        }
        if (chan_send(CHAN_PREVIEW, frame_ref(f)) < 0)
            frame_unref(f);
        if (chan_send(CHAN_ENC, f) < 0)
            frame_unref(f);
    }
    pthread_join(prev, NULL);
    pthread_join(enc, NULL);
    return 0;
}
