// RUN: %tocsin %s
// STD: gnu17
/* Blob store: reference counted chunks shared by the request threads. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct blob {
    unsigned refs;
    unsigned pins;
    size_t len;
    unsigned char *data;
};

struct codec {
    uint8_t fwd[256];
};

struct request {
    struct blob **in;
    size_t nin;
    struct blob *out;
};

static pthread_once_t crc_once = PTHREAD_ONCE_INIT;
static uint32_t *crc_tab;

static void crc_init(void)
{
    uint32_t i, k, c;

    if (crc_tab)
        return;
    crc_tab = malloc(256 * sizeof *crc_tab);
    for (i = 0; crc_tab && i < 256; i++) {
        for (c = i, k = 0; k < 8; k++)
            c = c & 1 ? 0xedb88320u ^ (c >> 1) : c >> 1;
        crc_tab[i] = c;
    }
}

static uint32_t blob_crc(const struct blob *b)
{
    uint32_t c = ~0u;
    size_t i;

    pthread_once(&crc_once, crc_init);
    if (!crc_tab)
        return 0;
    for (i = 0; i < b->len; i++)
        c = crc_tab[(c ^ b->data[i]) & 0xff] ^ (c >> 8);
    return ~c;
}

static struct codec *codec_build(void)
{
    struct codec *c = malloc(sizeof *c);
    int i;

    if (!c)
        abort();
    for (i = 0; i < 256; i++)
        c->fwd[i] = (uint8_t)(i * 167 + 13);
    return c;
}

static struct codec *codec_get(void)
{
    static struct codec *the_codec;

    if (the_codec == NULL)
        the_codec = codec_build(); // EXPECT: check-then-act
    return the_codec;
}

struct blob *blob_new(size_t len)
{
    struct blob *b = calloc(1, sizeof *b);

    if (!b)
        return NULL;
    b->data = malloc(len ? len : 1);
    if (!b->data) {
        free(b);
        return NULL;
    }
    b->len = len;
    b->refs++;
    return b;
}

struct blob *blob_get(struct blob *b)
{
    __atomic_add_fetch(&b->refs, 1, __ATOMIC_RELAXED);
    return b;
}

void blob_put(struct blob *b)
{
    if (__atomic_sub_fetch(&b->refs, 1, __ATOMIC_ACQ_REL) != 0)
        return;
    free(b->data);
    free(b);
}

void blob_pin(struct blob *b)
{
    __atomic_add_fetch(&b->pins, 1, __ATOMIC_ACQ_REL);
}

void blob_unpin(struct blob *b)
{
    b->pins--; // EXPECT: lost-update
}

/* Hand the same blob to n requests. */
void blob_fanout(struct blob *b, struct request *rq, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        rq[i].in[0] = b;
    b->refs += (unsigned)n; // EXPECT: lost-update
}

static void *request_main(void *arg)
{
    struct request *rq = arg;
    const struct codec *c = codec_get();
    size_t i, k, at = 0;

    for (i = 0; i < rq->nin; i++) {
        struct blob *b = rq->in[i];

        blob_pin(b);
        for (k = 0; k < b->len && at < rq->out->len; k++)
            rq->out->data[at++] = c->fwd[b->data[k]];
        blob_unpin(b);
        blob_put(b);
    }
    printf("crc %08x\n", blob_crc(rq->out));
    return NULL;
}

int request_start(struct request *rq, size_t n)
{
    pthread_t t;
    size_t i;

    for (i = 0; i < n; i++) {
        if (pthread_create(&t, NULL, request_main, &rq[i]) != 0)
            return -1;
        pthread_detach(t);
    }
    return 0;
}
