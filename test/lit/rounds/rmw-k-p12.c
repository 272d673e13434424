// RUN: %tocsin %s
// STD: gnu17
/* thumbd.c - thumbnail service on libuv */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uv.h>

#define CACHE_SLOTS 256

struct thumb {
    char key[64];
    unsigned char *png;
    size_t len;
};

struct service {
    uv_loop_t *loop;
    struct thumb *cache[CACHE_SLOTS];
    unsigned in_flight;
    unsigned done;
    unsigned failed;
    size_t cache_bytes;
    uv_mutex_t codec_mu;
    uint64_t pixels;
};

struct job {
    uv_work_t req;
    struct service *svc;
    char key[64];
    unsigned char *png;
    size_t len;
    void (*reply)(void *, const unsigned char *, size_t);
    void *ctx;
};

extern int decode_and_scale(const char *key, unsigned char **png, size_t *len, uint64_t *px);

static unsigned slot_of(const char *key)
{
    unsigned h = 0;

    while (*key)
        h = h * 31 + (unsigned char)*key++;
    return h % CACHE_SLOTS;
}

static void do_scale(uv_work_t *req)
{
    struct job *j = req->data;
    uint64_t px = 0;

    if (decode_and_scale(j->key, &j->png, &j->len, &px) < 0) {
        j->png = NULL;
        j->len = 0;
        return;
    }
    uv_mutex_lock(&j->svc->codec_mu);
    j->svc->pixels += px;
    uv_mutex_unlock(&j->svc->codec_mu);
}

static void cache_insert(struct service *s, struct job *j)
{
    unsigned i = slot_of(j->key);
    struct thumb *t = s->cache[i];

    if (!t) {
        t = calloc(1, sizeof *t);
        if (!t)
            return;
        s->cache[i] = t;
    } else {
        s->cache_bytes -= t->len;
        free(t->png);
    }
    memcpy(t->key, j->key, sizeof t->key);
    t->png = j->png;
    t->len = j->len;
    s->cache_bytes += t->len;
}

static void after_scale(uv_work_t *req, int status)
{
    struct job *j = req->data;
    struct service *s = j->svc;

    s->in_flight--;
    if (status != 0 || !j->png) {
        s->failed++;
        j->reply(j->ctx, NULL, 0);
    } else {
        s->done++;
        j->reply(j->ctx, j->png, j->len);
        cache_insert(s, j);
    }
    free(j);
}

/* called by the HTTP parser on the loop */
int thumb_request(struct service *s, const char *key,
                  void (*reply)(void *, const unsigned char *, size_t), void *ctx)
{
    struct thumb *t = s->cache[slot_of(key)];
    struct job *j;

    if (t && !strcmp(t->key, key)) {
        reply(ctx, t->png, t->len);
        s->done++;
        return 0;
    }
    if (s->in_flight >= 64 || (j = calloc(1, sizeof *j)) == NULL)
        return UV_ENOMEM;
    j->svc = s;
    j->reply = reply;
    j->ctx = ctx;
    strncpy(j->key, key, sizeof j->key - 1);
    j->req.data = j;
    s->in_flight++;
    return uv_queue_work(s->loop, &j->req, do_scale, after_scale);
}

int thumb_init(struct service *s, uv_loop_t *loop)
{
    memset(s, 0, sizeof *s);
    s->loop = loop;
    return uv_mutex_init(&s->codec_mu);
}
