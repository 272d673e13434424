// RUN: %tocsin %s
// STD: gnu17
/* p10: a pool with a condition variable; what lies between reading a field and writing it varies. */
#include <pthread.h>
#include <stddef.h>

struct pool {
    pthread_mutex_t mu;
    pthread_cond_t cv;
    int busy;
    int paused;
    long avail;
    long used;
    long cap;
    unsigned long gen;
    int *table;
};

void write_out(struct pool *p);
int *build_table(long size);

static struct pool shared = {
    .mu = PTHREAD_MUTEX_INITIALIZER, .cv = PTHREAD_COND_INITIALIZER, .avail = 100, .cap = 100};

/* entered and left with p->mu held */
static void flush(struct pool *p)
{
    pthread_mutex_unlock(&p->mu);
    write_out(p);
    pthread_mutex_lock(&p->mu);
}

void between_01(struct pool *p, long n)
{
    long have;

    pthread_mutex_lock(&p->mu);
    have = p->avail;
    while (p->busy)
        pthread_cond_wait(&p->cv, &p->mu);
    p->avail = have - n; // EXPECT: lost-update
    pthread_mutex_unlock(&p->mu);
}

void between_02(struct pool *p, long n)
{
    long have;

    pthread_mutex_lock(&p->mu);
    while (p->busy)
        pthread_cond_wait(&p->cv, &p->mu);
    have = p->avail;
    p->avail = have - n;
    pthread_mutex_unlock(&p->mu);
}

void between_03(struct pool *p, long n)
{
    long used;

    pthread_mutex_lock(&p->mu);
    used = p->used + n;
    flush(p);
    p->used = used; // EXPECT: lost-update
    pthread_mutex_unlock(&p->mu);
}

void between_04(struct pool *p, long n)
{
    pthread_mutex_lock(&p->mu);
    if (p->used > p->cap / 2)
        flush(p);
    p->used += n;
    pthread_mutex_unlock(&p->mu);
}

int between_05(struct pool *p, long n)
{
    int room;

    pthread_mutex_lock(&p->mu);
    room = p->cap - p->used >= n;
    while (p->paused)
        pthread_cond_wait(&p->cv, &p->mu);
    if (room)
        p->used += n; // EXPECT: check-then-act
    pthread_mutex_unlock(&p->mu);
    return room;
}

void between_06(struct pool *p, long n)
{
    pthread_mutex_lock(&p->mu);
    while (p->cap - p->used < n)
        flush(p);
    p->used += n;
    pthread_mutex_unlock(&p->mu);
}

/* a value built without the lock, installed only if nothing has moved */
int *between_07(struct pool *p)
{
    unsigned long gen;
    long cap;
    int *fresh, *old = NULL;

    pthread_mutex_lock(&p->mu);
    gen = p->gen;
    cap = p->cap;
    pthread_mutex_unlock(&p->mu);

    fresh = build_table(cap);

    pthread_mutex_lock(&p->mu);
    if (p->gen == gen) {
        old = p->table;
        p->table = fresh;
        p->gen = gen + 1;
    } else {
        old = fresh;
    }
    pthread_mutex_unlock(&p->mu);
    return old;
}

/* timed wait, the new size is worked out first */
void between_08(struct pool *p, const struct timespec *until)
{
    long want;

    pthread_mutex_lock(&p->mu);
    want = p->cap * 2;
    if (p->busy)
        pthread_cond_timedwait(&p->cv, &p->mu, until);
    p->cap = want; // EXPECT: lost-update
    pthread_mutex_unlock(&p->mu);
}

static void *client(void *arg)
{
    static const struct timespec until = {.tv_sec = 1};
    struct pool *p = arg;

    between_01(p, 1);
    between_02(p, 1);
    between_03(p, 1);
    between_04(p, 1);
    between_05(p, 1);
    between_06(p, 1);
    between_07(p);
    between_08(p, &until);
    return NULL;
}

int start(void)
{
    pthread_t t[4];
    int i;

    for (i = 0; i < 4; i++)
        if (pthread_create(&t[i], NULL, client, &shared) != 0)
            return -1;
    for (i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    return 0;
}
