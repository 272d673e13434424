// RUN: %tocsin %s
// STD: gnu17
/* Totals kept by several workers; the kind of exclusion varies. */
#define _GNU_SOURCE
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <threads.h>

static long t0, t1, t2, t3, t4, t5, t6, t7, t8;
static pthread_mutex_t m1 = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t m1b = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t m5 = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t m6 = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static pthread_rwlock_t rw2 = PTHREAD_RWLOCK_INITIALIZER;
static pthread_spinlock_t sp3;
static mtx_t mt4;
static sem_t se7;
static __thread long own;

static void *work_0(void *a)
{
    int i;
    (void)a;
    for (i = 0; i < 1000; i++)
        t0++; // EXPECT: lost-update
    return NULL;
}

static void *work_1(void *a)
{
    pthread_mutex_lock(&m1);
    t1 += (long)a;
    pthread_mutex_unlock(&m1);
    return NULL;
}

static void *work_1c(void *a)
{
    pthread_mutex_lock(&m1);
    t1 -= (long)a;
    pthread_mutex_unlock(&m1);
    return NULL;
}

static void *work_1b(void *a)
{
    pthread_mutex_lock(&m1b);
    t1 += (long)a; // EXPECT: lost-update
    pthread_mutex_unlock(&m1b);
    return NULL;
}

static void *work_2(void *a)
{
    pthread_rwlock_wrlock(&rw2);
    t2 += (long)a;
    pthread_rwlock_unlock(&rw2);
    return NULL;
}

static void *work_2b(void *a)
{
    pthread_rwlock_rdlock(&rw2);
    t2 += (long)a; // EXPECT: lost-update
    pthread_rwlock_unlock(&rw2);
    return NULL;
}

static void *work_3(void *a)
{
    long v;
    (void)a;
    pthread_spin_lock(&sp3);
    v = t3;
    pthread_spin_unlock(&sp3);
    v = v * 2 + 1;
    pthread_spin_lock(&sp3);
    t3 = v; // EXPECT: lost-update
    pthread_spin_unlock(&sp3);
    return NULL;
}

static void *work_3b(void *a)
{
    pthread_spin_lock(&sp3);
    t3 += (long)a;
    pthread_spin_unlock(&sp3);
    return NULL;
}

static void *work_4(void *a)
{
    mtx_lock(&mt4);
    t4 += (long)a;
    mtx_unlock(&mt4);
    return NULL;
}

static void *work_4b(void *a)
{
    mtx_lock(&mt4);
    puts("subtract");
    mtx_unlock(&mt4);
    t4 -= (long)a; // EXPECT: lost-update
    return NULL;
}

static void *work_5(void *a)
{
    if (pthread_mutex_trylock(&m5) == 0) {
        t5 += (long)a;
        pthread_mutex_unlock(&m5);
    }
    return NULL;
}

static void *work_5b(void *a)
{
    if (pthread_mutex_trylock(&m5) == 0) {
        t5 += 1;
        pthread_mutex_unlock(&m5);
    } else {
        t5 += (long)a; // EXPECT: lost-update
    }
    return NULL;
}

static void bump_6(long n)
{
    pthread_mutex_lock(&m6);
    t6 += n;
    pthread_mutex_unlock(&m6);
}

static void *work_6(void *a)
{
    pthread_mutex_lock(&m6);
    bump_6((long)a);
    t6 *= 2;
    pthread_mutex_unlock(&m6);
    return NULL;
}

static void *work_7(void *a)
{
    sem_wait(&se7);
    t7 += (long)a;
    sem_post(&se7);
    own += (long)a;
    return NULL;
}

int main(void)
{
    static void *(*const fn[])(void *) = { work_0, work_1, work_1c, work_1b, work_2, work_2b, work_3, work_3b,
                                           work_4, work_4b, work_5, work_5b, work_6, work_7 };
    enum { N = sizeof fn / sizeof fn[0] };
    pthread_t th[2 * N];
    int i;
    pthread_spin_init(&sp3, PTHREAD_PROCESS_PRIVATE);
    mtx_init(&mt4, mtx_plain);
    sem_init(&se7, 0, 1);
    t8 = 10;
    t8 = t8 + 1;
    for (i = 0; i < 2 * N; i++)
        pthread_create(&th[i], NULL, fn[i / 2], (void *)(long)i);
    for (i = 0; i < 2 * N; i++)
        pthread_join(th[i], NULL);
    t0 = t0 + t8;
    printf("%ld %ld %ld %ld %ld %ld %ld %ld\n", t0, t1, t2, t3, t4, t5, t6, t7);
    return 0;
}
