// RUN: %tocsin %s
// STD: gnu17
/* p07: several threads of each function; what kind of object is updated varies. */
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>

#define THREADS 4

static pthread_mutex_t total_mu = PTHREAD_MUTEX_INITIALIZER;

/* a floating sum */
static double weight;

static void *kind_01(void *arg)
{
    const double *w = arg;
    int i;

    for (i = 0; i < 100; i++)
        weight += w[i]; // EXPECT: lost-update
    return NULL;
}

static double weight2;

static void *kind_02(void *arg)
{
    const double *w = arg;
    double sum = 0;
    int i;

    for (i = 0; i < 100; i++)
        sum += w[i];
    pthread_mutex_lock(&total_mu);
    weight2 += sum;
    pthread_mutex_unlock(&total_mu);
    return NULL;
}

/* a bit-field */
static struct {
    unsigned mode : 4;
    unsigned errors : 12;
} status;

static void *kind_03(void *arg)
{
    if (arg == NULL)
        status.errors++; // EXPECT: lost-update
    return NULL;
}

/* buckets picked by the data */
static unsigned histogram[16];

static void *kind_04(void *arg)
{
    const unsigned char *s = arg;

    for (; *s; s++)
        histogram[*s % 16]++; // EXPECT: lost-update
    return NULL;
}

/* one bucket for each thread */
static unsigned long slot[THREADS];
static int ids[THREADS];

static void *kind_05(void *arg)
{
    const int me = *(const int *)arg;
    int i;

    for (i = 0; i < 1000; i++)
        slot[me]++;
    return NULL;
}

/* a counter of the thread's own, added up at the end */
static _Thread_local unsigned long mine;
static unsigned long all;

static void *kind_06(void *arg)
{
    const unsigned char *s = arg;

    for (; *s; s++)
        mine++;
    pthread_mutex_lock(&total_mu);
    all += mine;
    pthread_mutex_unlock(&total_mu);
    return NULL;
}

/* an output position */
static char page[4096];
static char *cursor = page;

static void *kind_07(void *arg)
{
    const char *s = arg;

    while (*s)
        *cursor++ = *s++; // EXPECT: lost-update
    return NULL;
}

/* a job all threads are handed */
struct job {
    pthread_mutex_t mu;
    int left;
    int failed;
};

static void *kind_08(void *arg)
{
    struct job *job = arg;
    int ok = rand() & 1;

    pthread_mutex_lock(&job->mu);
    job->left--;
    pthread_mutex_unlock(&job->mu);
    if (!ok)
        job->failed = job->failed + 1; // EXPECT: lost-update
    return NULL;
}

int run(double *w, char *text)
{
    pthread_t t[8 * THREADS];
    struct job *job = calloc(1, sizeof *job);
    size_t n = 0, i;

    if (job == NULL)
        return -1;
    pthread_mutex_init(&job->mu, NULL);
    job->left = THREADS;
    for (i = 0; i < THREADS; i++) {
        ids[i] = (int)i;
        pthread_create(&t[n++], NULL, kind_01, w);
        pthread_create(&t[n++], NULL, kind_02, w);
        pthread_create(&t[n++], NULL, kind_03, NULL);
        pthread_create(&t[n++], NULL, kind_04, text);
        pthread_create(&t[n++], NULL, kind_05, &ids[i]);
        pthread_create(&t[n++], NULL, kind_06, text);
        pthread_create(&t[n++], NULL, kind_07, text);
        pthread_create(&t[n++], NULL, kind_08, job);
    }
    for (i = 0; i < n; i++)
        pthread_join(t[i], NULL);
    i = (size_t)job->failed;
    free(job);
    return (int)i;
}
