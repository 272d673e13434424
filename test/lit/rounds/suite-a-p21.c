// RUN: %tocsin %s
// STD: gnu17
/* The value read travels to the write in different vehicles. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct pool { pthread_mutex_t mu; long left; long slot[4]; struct { long deep; } in; long *ext; };
struct note { long seen; };

static void lk(struct pool *p) { pthread_mutex_lock(&p->mu); }
static void un(struct pool *p) { pthread_mutex_unlock(&p->mu); }

static long get_left(struct pool *p)
{
    long v;
    lk(p);
    v = p->left;
    un(p);
    return v;
}

static void set_left(struct pool *p, long v)
{
    lk(p);
    p->left = v;
    un(p);
}

static void fetch(struct pool *p, long *out)
{
    lk(p);
    *out = p->left;
    un(p);
}

static void v01(struct pool *p, long n)
{
    struct note k;
    lk(p);
    k.seen = p->left;
    un(p);
    lk(p);
    p->left = k.seen - n; // EXPECT: lost-update
    un(p);
}

static void v02(struct pool *p, long n)
{
    long tmp[2];
    lk(p);
    tmp[0] = p->left;
    un(p);
    tmp[1] = tmp[0] + n;
    lk(p);
    p->left = tmp[1]; // EXPECT: lost-update
    un(p);
}

static void v03(struct pool *p, long n)
{
    set_left(p, get_left(p) + n); // EXPECT: lost-update
}

static void v04(struct pool *p, long n)
{
    long cur;
    fetch(p, &cur);
    cur -= n;
    lk(p);
    p->left = cur; // EXPECT: lost-update
    un(p);
}

static void v05(struct pool *p, long n)
{
    long *q = &p->left;
    *q += n; // EXPECT: lost-update
}

static void v06(struct pool **pp, long n)
{
    long v;
    lk(*pp);
    v = (*pp)->left;
    un(*pp);
    v ^= n;
    lk(*pp);
    (*pp)->left = v; // EXPECT: lost-update
    un(*pp);
}

static void v07(struct pool *p, int i, long n)
{
    long v;
    lk(p);
    v = p->slot[i];
    un(p);
    lk(p);
    p->slot[i] = v + n; // EXPECT: lost-update
    un(p);
}

static void v07b(struct pool *p, int i, long n)
{
    lk(p);
    p->slot[i] += n;
    un(p);
}

static void v08(struct pool *p, long n)
{
    lk(p);
    p->in.deep += n;
    un(p);
}

static void v09(struct pool *p, long n)
{
    p->in.deep = p->in.deep - n; // EXPECT: lost-update
}

static void v10(struct pool *p, long n)
{
    lk(p);
    *p->ext = *p->ext + n;
    un(p);
}

static void add_locked(struct pool *p, long n) { p->left += n; }

static void v11(struct pool *p, long n)
{
    lk(p);
    add_locked(p, n);
    add_locked(p, 1);
    un(p);
}

static void v12(struct pool *p)
{
    long a = get_left(p);
    printf("%ld\n", a);
    set_left(p, 100);
}

static struct pool *make(long *ext)
{
    struct pool *p = calloc(1, sizeof *p);
    if (!p)
        exit(1);
    pthread_mutex_init(&p->mu, NULL);
    p->left = 10;
    p->left += 5;
    p->ext = ext;
    return p;
}

static void *entry(void *arg)
{
    struct pool *p = arg;
    v01(p, 1); v02(p, 1); v03(p, 1); v04(p, 1); v05(p, 1); v06(&p, 1); v07(p, 2, 1); v07b(p, 2, 1);
    v08(p, 1); v09(p, 1); v10(p, 1); v11(p, 1); v12(p);
    return NULL;
}

int main(void)
{
    static long ext;
    struct pool *p = make(&ext);
    pthread_t t[4];
    int i;
    for (i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, entry, p);
    for (i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    p->left--;
    printf("%ld\n", p->left);
    free(p);
    return 0;
}
