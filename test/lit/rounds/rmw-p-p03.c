// RUN: %tocsin %s
// STD: gnu17
/* Metric forwarder: collectors fill a bounded backlog, senders ship batches. */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>
#include <time.h>

#define BACKLOG 1024
#define BATCH   64

typedef struct sample {
    char   name[48];
    double value;
    time_t at;
} sample_t;

typedef struct agent {
    mtx_t          lock;
    cnd_t          nonempty;
    sample_t       ring[BACKLOG];
    size_t         head, count;
    int            stopping;
    _Atomic long   dropped;
    _Atomic long   shipped;
    _Atomic long   retries;
    atomic_ulong   batch_seq;
} agent_t;

extern int transport_send(const char *host, unsigned long seq,
                          const sample_t *s, size_t n);
extern void transport_global_init(void);

static once_flag transport_once = ONCE_FLAG_INIT;

static char *read_host_id(void)
{
    FILE *f = fopen("/etc/machine-id", "r");
    char *id = calloc(1, 40);

    if (id == NULL) {
        if (f)
            fclose(f);
        return NULL;
    }
    if (f == NULL || fgets(id, 40, f) == NULL)
        strcpy(id, "unknown");
    if (f)
        fclose(f);
    id[strcspn(id, "\n")] = '\0';
    return id;
}

static const char *host_id(void)
{
    static char *cached;

    if (cached == NULL)
        cached = read_host_id(); // EXPECT: check-then-act
    return cached ? cached : "unknown";
}

int agent_push(agent_t *a, const sample_t *s)
{
    if (mtx_lock(&a->lock) != thrd_success)
        return -1;
    if (a->count == BACKLOG) {
        mtx_unlock(&a->lock);
        a->dropped++;
        return -1;
    }
    a->ring[(a->head + a->count) % BACKLOG] = *s;
    a->count++;
    cnd_signal(&a->nonempty);
    mtx_unlock(&a->lock);
    return 0;
}

static size_t take_batch(agent_t *a, sample_t *out)
{
    size_t n = 0;

    mtx_lock(&a->lock);
    while (a->count == 0 && !a->stopping)
        cnd_wait(&a->nonempty, &a->lock);
    while (n < BATCH && a->count > 0) {
        out[n++] = a->ring[a->head];
        a->head = (a->head + 1) % BACKLOG;
        a->count--;
    }
    mtx_unlock(&a->lock);
    return n;
}

static int sender(void *arg)
{
    agent_t *a = arg;
    sample_t batch[BATCH];
    size_t n;

    call_once(&transport_once, transport_global_init);
    while ((n = take_batch(a, batch)) > 0) {
        unsigned long seq = atomic_fetch_add(&a->batch_seq, 1);
        int tries = 0;

        while (transport_send(host_id(), seq, batch, n) != 0 && ++tries < 3) {
            struct timespec ts = { 0, 200000000L * tries };

            a->retries += 1;
            thrd_sleep(&ts, NULL);
        }
        if (tries == 3)
            a->dropped = a->dropped + (long)n; // EXPECT: split-atomic
        else
            a->shipped += (long)n;
    }
    return 0;
}

int agent_start(agent_t *a, int nsenders)
{
    thrd_t t;

    memset(a, 0, sizeof *a);
    if (mtx_init(&a->lock, mtx_plain) != thrd_success)
        return -1;
    if (cnd_init(&a->nonempty) != thrd_success) {
        mtx_destroy(&a->lock);
        return -1;
    }
    while (nsenders-- > 0) {
        if (thrd_create(&t, sender, a) != thrd_success)
            return -1;
        thrd_detach(t);
    }
    return 0;
}

void agent_stop(agent_t *a)
{
    mtx_lock(&a->lock);
    a->stopping = 1;
    cnd_broadcast(&a->nonempty);
    mtx_unlock(&a->lock);
    printf("shipped %ld dropped %ld\n", atomic_load(&a->shipped),
           atomic_load(&a->dropped));
}
