// RUN: %tocsin %s
// STD: gnu17
/* framebuf.c - byte ring between the demuxer and the encoders */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct framebuf {
    pthread_mutex_t mu;
    pthread_cond_t space;
    pthread_cond_t data;
    uint8_t *mem;
    size_t cap;
    size_t used;
    size_t wpos;
    size_t rpos;
    int eof;
    int readers;
} framebuf;

static void ring_write(framebuf *fb, size_t at, const uint8_t *src, size_t n)
{
    size_t first = fb->cap - at < n ? fb->cap - at : n;
    memcpy(fb->mem + at, src, first);
    memcpy(fb->mem, src + first, n - first);
}

static void ring_read(framebuf *fb, size_t at, uint8_t *dst, size_t n)
{
    size_t first = fb->cap - at < n ? fb->cap - at : n;
    memcpy(dst, fb->mem + at, first);
    memcpy(dst + first, fb->mem, n - first);
}

int fb_put(framebuf *fb, const uint8_t *pkt, size_t n)
{
    if (n > fb->cap)
        return -1;

    pthread_mutex_lock(&fb->mu);
    size_t level = fb->used;
    while (fb->used + n > fb->cap && fb->readers > 0)
        pthread_cond_wait(&fb->space, &fb->mu);
    if (fb->readers == 0) {
        pthread_mutex_unlock(&fb->mu);
        return -1;
    }
    ring_write(fb, fb->wpos, pkt, n);
    fb->wpos = (fb->wpos + n) % fb->cap;
    fb->used = level + n; // EXPECT: lost-update
    pthread_cond_signal(&fb->data);
    pthread_mutex_unlock(&fb->mu);
    return 0;
}

size_t fb_get(framebuf *fb, uint8_t *dst, size_t max)
{
    size_t n;

    pthread_mutex_lock(&fb->mu);
    while (fb->used == 0 && !fb->eof)
        pthread_cond_wait(&fb->data, &fb->mu);
    n = fb->used < max ? fb->used : max;
    ring_read(fb, fb->rpos, dst, n);
    fb->rpos = (fb->rpos + n) % fb->cap;
    fb->used -= n;
    pthread_cond_broadcast(&fb->space);
    pthread_mutex_unlock(&fb->mu);
    return n;
}

static void fb_detach(framebuf *fb)
{
    pthread_mutex_lock(&fb->mu);
    int left = fb->readers - 1;
    fb->readers = left;
    if (left == 0)
        pthread_cond_broadcast(&fb->space);
    pthread_mutex_unlock(&fb->mu);
}

static void *encoder(void *arg)
{
    framebuf *fb = arg;
    uint8_t chunk[4096];
    size_t n, total = 0;

    while ((n = fb_get(fb, chunk, sizeof(chunk))) > 0)
        total += n;
    fprintf(stderr, "encoder consumed %zu bytes\n", total);
    fb_detach(fb);
    return NULL;
}

int fb_open(framebuf *fb, size_t cap, int nenc)
{
    pthread_t t;

    memset(fb, 0, sizeof(*fb));
    if (!(fb->mem = malloc(cap)))
        return -1;
    fb->cap = cap;
    fb->readers = nenc;
    pthread_mutex_init(&fb->mu, NULL);
    pthread_cond_init(&fb->space, NULL);
    pthread_cond_init(&fb->data, NULL);
    for (int i = 0; i < nenc; i++) {
        if (pthread_create(&t, NULL, encoder, fb) != 0)
            return -1;
        pthread_detach(t);
    }
    return 0;
}

void fb_finish(framebuf *fb)
{
    pthread_mutex_lock(&fb->mu);
    fb->eof = 1;
    pthread_cond_broadcast(&fb->data);
    pthread_mutex_unlock(&fb->mu);
}
