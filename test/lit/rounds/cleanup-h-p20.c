// RUN: %tocsin %s
// STD: gnu17
/* Texture residency for the render server; textures are referenced from in-flight frames. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BUCKETS 256
#define SOFT_FRAMES 120
#define HARD_FRAMES 3600

struct texture {
    struct texture *hnext;
    uint32_t key;
    int refs;
    int64_t last_frame;
    size_t bytes;
    void *pixels;
};

struct residency {
    pthread_mutex_t mu;
    struct texture *bucket[BUCKETS];
    size_t bytes;
    size_t budget;
    int64_t frame;
};

static unsigned slot(uint32_t key)
{
    return (key * 2654435761u) >> 24;
}

static void texture_free(struct residency *r, struct texture *t)
{
    r->bytes -= t->bytes;
    free(t->pixels);
    free(t);
}

struct texture *texture_acquire(struct residency *r, uint32_t key)
{
    struct texture *t;

    pthread_mutex_lock(&r->mu);
    for (t = r->bucket[slot(key)]; t; t = t->hnext) {
        if (t->key == key) {
            t->refs++;
            t->last_frame = r->frame;
            break;
        }
    }
    pthread_mutex_unlock(&r->mu);
    return t;
}

void texture_release(struct residency *r, struct texture *t)
{
    pthread_mutex_lock(&r->mu);
    t->refs--;
    pthread_mutex_unlock(&r->mu);
}

int texture_upload(struct residency *r, uint32_t key, const void *px, size_t n)
{
    struct texture *t = calloc(1, sizeof *t);

    if (!t || !(t->pixels = malloc(n))) {
        free(t);
        return -1;
    }
    memcpy(t->pixels, px, n);
    t->key = key;
    t->bytes = n;
    pthread_mutex_lock(&r->mu);
    t->last_frame = r->frame;
    t->hnext = r->bucket[slot(key)];
    r->bucket[slot(key)] = t;
    r->bytes += n;
    pthread_mutex_unlock(&r->mu);
    return 0;
}

void residency_frame_done(struct residency *r)
{
    pthread_mutex_lock(&r->mu);
    r->frame++;
    if (r->bytes <= r->budget || r->frame % 60 != 0)
        goto out;
    for (int i = 0; i < BUCKETS; i++) {
        struct texture **pp = &r->bucket[i], *t;

        while ((t = *pp) != NULL) {
            int64_t age = r->frame - t->last_frame;

            if (age < SOFT_FRAMES || (t->refs > 0 && age < HARD_FRAMES)) {
                pp = &t->hnext;
                continue;
            }
            if (t->refs > 0)
                fprintf(stderr, "texture %08x: %d references after %lld frames\n", t->key, t->refs,
                        (long long)age);
            *pp = t->hnext;
            texture_free(r, t); // EXPECT: timestamp-cleanup
        }
    }
out:
    pthread_mutex_unlock(&r->mu);
}
