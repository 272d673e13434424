// RUN: %tocsin %s
// STD: gnu17
/* State words, flags and bit-fields of a connection. */
#include <pthread.h>
#include <stdio.h>

enum state { IDLE, BUSY, GONE };

struct conn {
    pthread_mutex_t mu;
    pthread_mutex_t io;
    unsigned flags;
    unsigned opts;
    unsigned open : 1;
    unsigned dirty : 1;
    enum state st;
    enum state st2;
    enum state st3;
    volatile int users;
    int turns;
    int guests;
};

static void s01(struct conn *c)
{
    pthread_mutex_lock(&c->mu);
    c->flags |= 1u;
    pthread_mutex_unlock(&c->mu);
}

static void s02(struct conn *c)
{
    pthread_mutex_lock(&c->mu);
    c->flags &= ~4u;
    pthread_mutex_unlock(&c->mu);
}

static void s03(struct conn *c)
{
    pthread_mutex_lock(&c->io);
    c->flags |= 2u; // EXPECT: lost-update
    pthread_mutex_unlock(&c->io);
}

static void s04(struct conn *c)
{
    pthread_mutex_lock(&c->mu);
    c->open = 0;
    c->dirty = 1;
    pthread_mutex_unlock(&c->mu);
}

static void s05(struct conn *c)
{
    if (c->st == IDLE)
        c->st = BUSY; // EXPECT-MISS: check-then-act
}

static void s05b(struct conn *c)
{
    pthread_mutex_lock(&c->mu);
    c->st = IDLE;
    pthread_mutex_unlock(&c->mu);
}

static int s06(struct conn *c)
{
    int idle;
    pthread_mutex_lock(&c->mu);
    idle = c->st2 == IDLE;
    pthread_mutex_unlock(&c->mu);
    if (idle) {
        pthread_mutex_lock(&c->mu);
        c->st2 = BUSY; // EXPECT: check-then-act
        pthread_mutex_unlock(&c->mu);
    }
    return idle;
}

static int s07(struct conn *c)
{
    int got = 0;
    pthread_mutex_lock(&c->mu);
    if (c->st3 == IDLE) {
        c->st3 = BUSY;
        got = 1;
    }
    pthread_mutex_unlock(&c->mu);
    return got;
}

static void s08(struct conn *c)
{
    c->users++; // EXPECT: lost-update
}

static void s09(struct conn *c)
{
    unsigned o;
    pthread_mutex_lock(&c->mu);
    o = c->opts;
    pthread_mutex_unlock(&c->mu);
    if (o & 1u) {
        pthread_mutex_lock(&c->mu);
        c->opts = o & ~1u; // EXPECT: lost-update
        pthread_mutex_unlock(&c->mu);
    }
}

static void s10(struct conn *c, unsigned bit)
{
    pthread_mutex_lock(&c->mu);
    c->opts ^= bit;
    pthread_mutex_unlock(&c->mu);
}

static void s11(struct conn *c)
{
    pthread_mutex_lock(&c->io);
    pthread_mutex_lock(&c->mu);
    c->turns++;
    pthread_mutex_unlock(&c->mu);
    pthread_mutex_unlock(&c->io);
}

static void s12(struct conn *c)
{
    __atomic_fetch_add(&c->guests, 1, __ATOMIC_RELAXED);
}

static void *entry(void *a)
{
    struct conn *c = a;
    s01(c); s02(c); s03(c); s04(c); s05(c); s05b(c); s06(c); s07(c); s08(c); s09(c); s10(c, 8); s11(c); s12(c);
    return NULL;
}

int main(void)
{
    static struct conn c = { .mu = PTHREAD_MUTEX_INITIALIZER, .io = PTHREAD_MUTEX_INITIALIZER };
    pthread_t t[3];
    int i;
    c.flags |= 8u;
    c.st = c.st2 = c.st3 = IDLE;
    for (i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, entry, &c);
    for (i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    printf("%d\n", c.users);
    return 0;
}
