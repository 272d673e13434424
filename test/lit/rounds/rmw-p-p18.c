// RUN: %tocsin %s
// STD: gnu17
/* Explicit heat solver on a plate: a fixed team of threads, one band of rows each. */
#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NX 1024
#define NY 1024
#define MAX_TEAM 32

static double grid_a[NY][NX], grid_b[NY][NX];
static double (*cur)[NX] = grid_a;
static double (*nxt)[NX] = grid_b;

static pthread_barrier_t phase;
static double partial[MAX_TEAM];
static double residual = 1.0;
static unsigned steps;
static int converged;
static int team = 4;

static sem_t ckpt;              /* 1 = nobody writes the checkpoint journal */
static unsigned long ckpt_rows;
static unsigned ckpt_errors;

struct band {
    int id;
    int y0, y1;
};

static double relax_rows(const struct band *b)
{
    double worst = 0;

    for (int y = b->y0; y < b->y1; y++)
        for (int x = 1; x < NX - 1; x++) {
            double v = 0.25 * (cur[y - 1][x] + cur[y + 1][x] +
                               cur[y][x - 1] + cur[y][x + 1]);
            double d = fabs(v - cur[y][x]);

            nxt[y][x] = v;
            if (d > worst)
                worst = d;
        }
    return worst;
}

static void journal_rows(FILE *f, const struct band *b)
{
    size_t rows = (size_t)(b->y1 - b->y0);

    while (sem_wait(&ckpt) != 0 && errno == EINTR)
        ;
    if (fwrite(cur[b->y0], sizeof cur[0], rows, f) == rows)
        ckpt_rows += rows;
    else
        ckpt_errors++;
    sem_post(&ckpt);
}

/* Runs in whichever thread the barrier elects, the others wait at the next one. */
static void close_step(void)
{
    double (*t)[NX] = cur;
    double worst = 0;

    for (int i = 0; i < team; i++)
        if (partial[i] > worst)
            worst = partial[i];
    residual = worst;
    cur = nxt;
    nxt = t;
    steps++;
    if (residual < 1e-6 || steps >= 20000)
        converged = 1;
}

struct task {
    struct band band;
    FILE *journal;
};

static void *band_main(void *arg)
{
    struct task *t = arg;

    for (;;) {
        partial[t->band.id] = relax_rows(&t->band);
        if (pthread_barrier_wait(&phase) == PTHREAD_BARRIER_SERIAL_THREAD)
            close_step();
        pthread_barrier_wait(&phase);
        if (t->journal && steps % 500 == 0)
            journal_rows(t->journal, &t->band);
        if (converged)
            return NULL;
    }
}

int main(int argc, char **argv)
{
    pthread_t tid[MAX_TEAM];
    struct task task[MAX_TEAM];
    FILE *f = argc > 2 ? fopen(argv[2], "wb") : NULL;

    if (argc > 1)
        team = atoi(argv[1]);
    if (team < 1 || team > MAX_TEAM)
        return 2;
    for (int x = 0; x < NX; x++)
        cur[0][x] = nxt[0][x] = 100.0;
    sem_init(&ckpt, 0, 1);
    pthread_barrier_init(&phase, NULL, (unsigned)team);
    for (int i = 0; i < team; i++) {
        task[i].journal = f;
        task[i].band.id = i;
        task[i].band.y0 = 1 + i * (NY - 2) / team;
        task[i].band.y1 = 1 + (i + 1) * (NY - 2) / team;
        if (pthread_create(&tid[i], NULL, band_main, &task[i]) != 0)
            return 1;
    }
    for (int i = 0; i < team; i++)
        pthread_join(tid[i], NULL);
    if (ckpt_errors > 0)
        ckpt_rows = 0;
    printf("%u steps, residual %g, %lu rows kept\n", steps, residual, ckpt_rows);
    if (f)
        fclose(f);
    return 0;
}
