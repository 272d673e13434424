// RUN: %tocsin %s
// STD: gnu17
/* Media session table with reference counted streams and a codec registry. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LOCKED(m)                                                   \
    for (int once_ = (pthread_mutex_lock(m), 1); once_;             \
         once_ = (pthread_mutex_unlock(m), 0))

struct codec {
    char name[12];
    int bitrate;
};

struct stream {
    volatile int refs;
    pthread_mutex_t mu;
    long packets;
    const struct codec *codec;
};

static pthread_mutex_t table_mu = PTHREAD_MUTEX_INITIALIZER;
static unsigned opened;

static struct codec *build_codecs(void)
{
    static const char *const names[] = { "h264", "vp9", "av1" };
    struct codec *c = calloc(3, sizeof *c);
    if (c == NULL)
        abort();
    for (int i = 0; i < 3; i++) {
        strncpy(c[i].name, names[i], sizeof c[i].name - 1);
        c[i].bitrate = 1000 * (i + 1);
    }
    return c;
}

static const struct codec *codec_by_index(unsigned i)
{
    static struct codec *registry;
    if (registry == NULL)
        registry = build_codecs(); // EXPECT: check-then-act
    return &registry[i % 3];
}

static struct stream *stream_new(void)
{
    struct stream *s = calloc(1, sizeof *s);
    if (s == NULL)
        abort();
    pthread_mutex_init(&s->mu, NULL);
    s->refs = 1;
    s->refs += 3; /* one for each worker */
    LOCKED(&table_mu)
        opened++;
    return s;
}

static void stream_put(struct stream *s)
{
    int last = --s->refs; // EXPECT: lost-update
    if (last == 0) {
        pthread_mutex_destroy(&s->mu);
        free(s);
    }
}

static void stream_packet(struct stream *s, unsigned codec)
{
    const struct codec *c = codec_by_index(codec);
    LOCKED(&s->mu) {
        if (s->codec == NULL)
            s->codec = c;
        s->packets++;
    }
}

static void *worker(void *arg)
{
    struct stream *s = arg;
    long seen = 0;
    for (unsigned i = 0; i < 1000; i++)
        stream_packet(s, i);
    LOCKED(&s->mu)
        seen = s->packets;
    stream_put(s);
    return (void *)seen;
}

int main(void)
{
    pthread_t t[3];
    struct stream *s = stream_new();
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, worker, s);
    stream_put(s);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    LOCKED(&table_mu)
        printf("%u streams\n", opened);
    return 0;
}
