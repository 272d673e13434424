// RUN: %tocsin %s
// STD: gnu17
/* Ordered commit: writers prepare in parallel, commit strictly in ticket order. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define RECORD_MAX 256

struct commit_gate {
    pthread_mutex_t mtx;
    pthread_cond_t turn;
    uint64_t next_ticket;
    uint64_t now_serving;
    uint64_t log_offset;
    unsigned waiters;
    unsigned max_waiters;
};

struct record {
    uint32_t len;
    uint32_t crc;
    unsigned char body[RECORD_MAX];
};

static uint32_t checksum(const unsigned char *p, size_t n)
{
    uint32_t c = 0xffffffffu;

    while (n--) {
        c ^= *p++;
        for (int k = 0; k < 8; k++)
            c = c & 1 ? (c >> 1) ^ 0xedb88320u : c >> 1;
    }
    return ~c;
}

static uint64_t gate_ticket(struct commit_gate *g)
{
    pthread_mutex_lock(&g->mtx);
    uint64_t t = g->next_ticket++;
    pthread_mutex_unlock(&g->mtx);
    return t;
}

static void gate_enter(struct commit_gate *g, uint64_t ticket)
{
    pthread_mutex_lock(&g->mtx);
    g->waiters++;
    if (g->waiters > g->max_waiters)
        g->max_waiters = g->waiters;
    while (g->now_serving != ticket)
        pthread_cond_wait(&g->turn, &g->mtx);
    g->waiters--;
    pthread_mutex_unlock(&g->mtx);
}

static void gate_leave(struct commit_gate *g, uint64_t ticket, uint64_t written)
{
    pthread_mutex_lock(&g->mtx);
    g->log_offset += written;
    g->now_serving = ticket + 1;
    pthread_cond_broadcast(&g->turn);
    pthread_mutex_unlock(&g->mtx);
}

/* Wait until everything handed out so far has been committed. */
static uint64_t gate_barrier(struct commit_gate *g)
{
    pthread_mutex_lock(&g->mtx);
    uint64_t upto = g->next_ticket;
    while (g->now_serving < upto)
        pthread_cond_wait(&g->turn, &g->mtx);
    uint64_t off = g->log_offset;
    pthread_mutex_unlock(&g->mtx);
    return off;
}

static struct commit_gate gate = {
    .mtx = PTHREAD_MUTEX_INITIALIZER,
    .turn = PTHREAD_COND_INITIALIZER,
};
static FILE *log_file;

static void *writer(void *arg)
{
    unsigned seed = (unsigned)(uintptr_t)arg;

    for (int i = 0; i < 500; i++) {
        struct record r;

        r.len = 16 + rand_r(&seed) % (RECORD_MAX - 16);
        memset(r.body, (int)(seed & 0xff), r.len);
        uint64_t ticket = gate_ticket(&gate);
        r.crc = checksum(r.body, r.len);
        gate_enter(&gate, ticket);
        size_t n = fwrite(&r, 8 + r.len, 1, log_file);
        gate_leave(&gate, ticket, n == 1 ? 8 + r.len : 0);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t t[4];

    log_file = fopen(argc > 1 ? argv[1] : "/dev/null", "wb");
    if (!log_file)
        return 1;
    for (uintptr_t i = 0; i < 4; i++)
        if (pthread_create(&t[i], NULL, writer, (void *)(i + 1)))
            abort();
    usleep(1000);
    printf("at %llu\n", (unsigned long long)gate_barrier(&gate));
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    printf("%llu bytes, at most %u waiting\n", (unsigned long long)gate.log_offset,
           gate.max_waiters);
    return fclose(log_file) == 0 ? 0 : 1;
}
