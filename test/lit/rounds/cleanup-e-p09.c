// RUN: %tocsin %s
// STD: gnu17
/* Chunk store garbage collection: the scanner thread walks the catalogue and
 * hands candidates to a small pool that does the (slow) removal. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define NCHUNK 4096
#define QLEN   256

struct chunk {
    uint64_t id;
    time_t   stored_at;
    uint32_t len;
    int      present;
};

struct gc_queue {
    pthread_mutex_t m;
    pthread_cond_t  nonempty;
    uint64_t        ids[QLEN];
    unsigned        head, tail;
};

static struct chunk catalogue[NCHUNK];
static pthread_mutex_t catalogue_lock = PTHREAD_MUTEX_INITIALIZER;
static struct gc_queue gcq = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, {0}, 0, 0 };

static void chunk_path(char *buf, size_t len, uint64_t id)
{
    snprintf(buf, len, "/data/chunks/%02x/%016llx", (unsigned)(id & 0xff),
             (unsigned long long)id);
}

int chunk_open(uint64_t id)
{
    char path[128];
    int fd = -1;
    struct chunk *c = &catalogue[id % NCHUNK];

    pthread_mutex_lock(&catalogue_lock);
    if (c->present && c->id == id) {
        chunk_path(path, sizeof path, id);
        fd = open(path, O_RDONLY | O_CLOEXEC);
    }
    pthread_mutex_unlock(&catalogue_lock);
    return fd;
}

void chunk_added(uint64_t id, uint32_t len)
{
    struct chunk *c = &catalogue[id % NCHUNK];

    pthread_mutex_lock(&catalogue_lock);
    c->id = id;
    c->len = len;
    c->stored_at = time(NULL);
    c->present = 1;
    pthread_mutex_unlock(&catalogue_lock);
}

static int gcq_push(struct gc_queue *q, uint64_t id)
{
    int rc = -1;

    pthread_mutex_lock(&q->m);
    if (q->tail - q->head < QLEN) {
        q->ids[q->tail++ % QLEN] = id;
        pthread_cond_signal(&q->nonempty);
        rc = 0;
    }
    pthread_mutex_unlock(&q->m);
    return rc;
}

static uint64_t gcq_pop(struct gc_queue *q)
{
    uint64_t id;

    pthread_mutex_lock(&q->m);
    while (q->head == q->tail)
        pthread_cond_wait(&q->nonempty, &q->m);
    id = q->ids[q->head++ % QLEN];
    pthread_mutex_unlock(&q->m);
    return id;
}

static void *scanner(void *arg)
{
    time_t max_age = *(time_t *)arg;
    int i;

    for (;;) {
        time_t now = time(NULL);

        pthread_mutex_lock(&catalogue_lock);
        for (i = 0; i < NCHUNK; i++) {
            struct chunk *c = &catalogue[i];

            if (c->present && now - c->stored_at > max_age) // EXPECT: wall-clock-interval
                if (gcq_push(&gcq, c->id) != 0)
                    break;
        }
        pthread_mutex_unlock(&catalogue_lock);
        sleep(60);
    }
    return NULL;
}

static void *remover(void *arg)
{
    char path[128];

    (void)arg;
    for (;;) {
        uint64_t id = gcq_pop(&gcq);

        chunk_path(path, sizeof path, id);
        if (unlink(path) != 0 && errno != ENOENT) // EXPECT: timestamp-cleanup
            fprintf(stderr, "gc: %s: %s\n", path, strerror(errno));
    }
    return NULL;
}

int main(void)
{
    static time_t max_age = 6 * 3600;
    pthread_t s, r[2];

    if (pthread_create(&s, NULL, scanner, &max_age) != 0)
        return EXIT_FAILURE;
    pthread_create(&r[0], NULL, remover, NULL);
    pthread_create(&r[1], NULL, remover, NULL);
    pthread_join(s, NULL);
    return 0;
}
