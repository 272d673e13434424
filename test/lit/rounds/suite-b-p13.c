// RUN: %tocsin %s
// STD: gnu17
/* p13: one sum per account; where and how the mutex is taken varies. */
#include <errno.h>
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>
#include <time.h>

struct account {
    pthread_mutex_t mu;
    long sum;
};

static struct account accounts[32];

#define WITH(a) pthread_mutex_lock(&(a)->mu)
#define DONE(a) pthread_mutex_unlock(&(a)->mu)

struct lock_ops {
    int (*take)(pthread_mutex_t *);
    int (*drop)(pthread_mutex_t *);
};

static const struct lock_ops ops = {pthread_mutex_lock, pthread_mutex_unlock};

static void drop_held(pthread_mutex_t **m)
{
    pthread_mutex_unlock(*m);
}

static pthread_mutex_t *take_held(pthread_mutex_t *m)
{
    pthread_mutex_lock(m);
    return m;
}

/* comes back with the mutex of the account held */
static struct account *checkout(int id)
{
    struct account *a = &accounts[id % 32];

    pthread_mutex_lock(&a->mu);
    return a;
}

static void checkin(struct account *a)
{
    pthread_mutex_unlock(&a->mu);
}

/* macros */
void place_01(struct account *a, long k)
{
    WITH(a);
    a->sum += k;
    DONE(a);
}

void place_02(struct account *a, long k)
{
    long fee;

    WITH(a);
    fee = a->sum / 100;
    DONE(a);
    a->sum -= fee + k; // EXPECT: lost-update
}

/* attribute of the compiler */
void place_03(struct account *a, long k)
{
    __attribute__((cleanup(drop_held))) pthread_mutex_t *held = take_held(&a->mu);

    if (k < 0)
        return;
    a->sum += k;
}

void place_04(struct account *a, long k)
{
    {
        __attribute__((cleanup(drop_held))) pthread_mutex_t *held = take_held(&a->mu);

        if (a->sum < k)
            return;
    }
    a->sum -= k; // EXPECT: lost-update
}

/* a function that finds and locks */
void place_05(int id, long k)
{
    struct account *a = checkout(id);

    a->sum += k;
    checkin(a);
}

void place_06(int id, long k)
{
    struct account *a = checkout(id);
    long rest = a->sum - k;

    checkin(a);
    printf("%ld\n", rest);
    a = checkout(id);
    a->sum = rest; // EXPECT: lost-update
    checkin(a);
}

/* the result of the lock function */
int place_07(struct account *a, long k)
{
    if (pthread_mutex_lock(&a->mu) != 0)
        return -1;
    a->sum += k;
    pthread_mutex_unlock(&a->mu);
    return 0;
}

int place_08(struct account *a, long k, const struct timespec *until)
{
    int rc = pthread_mutex_timedlock(&a->mu, until);

    if (rc == ETIMEDOUT)
        fprintf(stderr, "account is slow\n");
    a->sum += k; // EXPECT: lost-update
    if (rc == 0)
        pthread_mutex_unlock(&a->mu);
    return rc;
}

/* through a table of functions */
void place_09(struct account *a, long k)
{
    ops.take(&a->mu);
    a->sum += k;
    ops.drop(&a->mu);
}

static void *teller(void *arg)
{
    static const struct timespec until = {.tv_sec = 1};
    struct account *a = arg;

    place_01(a, 1);
    place_02(a, 1);
    place_03(a, 1);
    place_04(a, 1);
    place_05(0, 1);
    place_06(0, 1);
    place_07(a, 1);
    place_08(a, 1, &until);
    place_09(a, 1);
    return NULL;
}

int open_bank(void)
{
    pthread_t t[4];
    int i;

    for (i = 0; i < 32; i++)
        pthread_mutex_init(&accounts[i].mu, NULL);
    for (i = 0; i < 4; i++)
        if (pthread_create(&t[i], NULL, teller, &accounts[0]) != 0)
            return -1;
    for (i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    return 0;
}
