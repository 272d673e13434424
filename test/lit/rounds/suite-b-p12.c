// RUN: %tocsin %s
// STD: gnu17
/* p12: structures in C, each with its mutex: table, stack, slots, references, ring. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct entry {
    struct entry *next;
    char key[32];
    int refs;
};

static pthread_mutex_t table_mu = PTHREAD_MUTEX_INITIALIZER;
static struct entry *table;

static struct entry *scan(const char *key)
{
    struct entry *e;

    for (e = table; e; e = e->next)
        if (strcmp(e->key, key) == 0)
            return e;
    return NULL;
}

static void link_entry(struct entry *e)
{
    e->next = table;
    table = e;
}

static struct entry *fresh_entry(const char *key)
{
    struct entry *e = calloc(1, sizeof *e);

    if (e) {
        strncpy(e->key, key, sizeof e->key - 1);
        e->refs = 1;
    }
    return e;
}

/* registering a key once */
int keep_01(const char *key)
{
    struct entry *e;
    int known;

    pthread_mutex_lock(&table_mu);
    known = scan(key) != NULL;
    pthread_mutex_unlock(&table_mu);
    if (known)
        return 0;
    e = fresh_entry(key);
    if (!e)
        return -1;
    pthread_mutex_lock(&table_mu);
    link_entry(e); // EXPECT: check-then-act
    pthread_mutex_unlock(&table_mu);
    return 1;
}

int keep_02(const char *key)
{
    struct entry *e = fresh_entry(key);

    if (!e)
        return -1;
    pthread_mutex_lock(&table_mu);
    if (scan(key)) {
        pthread_mutex_unlock(&table_mu);
        free(e);
        return 0;
    }
    link_entry(e);
    pthread_mutex_unlock(&table_mu);
    return 1;
}

/* taking a reference */
struct entry *ref_01(const char *key)
{
    struct entry *e;

    pthread_mutex_lock(&table_mu);
    e = scan(key);
    pthread_mutex_unlock(&table_mu);
    if (e)
        e->refs++; // EXPECT: check-then-act
    return e;
}

struct entry *ref_02(const char *key)
{
    struct entry *e;

    pthread_mutex_lock(&table_mu);
    e = scan(key);
    if (e)
        e->refs++;
    pthread_mutex_unlock(&table_mu);
    return e;
}

void unref_02(struct entry *e)
{
    struct entry **p;
    int last;

    pthread_mutex_lock(&table_mu);
    last = --e->refs == 0;
    if (last) {
        for (p = &table; *p && *p != e; p = &(*p)->next)
            ;
        if (*p)
            *p = e->next;
    }
    pthread_mutex_unlock(&table_mu);
    if (last)
        free(e);
}

/* places in an array */
#define PLACES 8
static pthread_mutex_t place_mu = PTHREAD_MUTEX_INITIALIZER;
static int taken[PLACES];

int place_01(void)
{
    int i, found = -1;

    pthread_mutex_lock(&place_mu);
    for (i = 0; i < PLACES && found < 0; i++)
        if (!taken[i])
            found = i;
    pthread_mutex_unlock(&place_mu);
    if (found < 0)
        return -1;
    pthread_mutex_lock(&place_mu);
    taken[found] = 1; // EXPECT: check-then-act
    pthread_mutex_unlock(&place_mu);
    return found;
}

int place_02(void)
{
    int i;

    pthread_mutex_lock(&place_mu);
    for (i = 0; i < PLACES; i++)
        if (!taken[i]) {
            taken[i] = 1;
            break;
        }
    pthread_mutex_unlock(&place_mu);
    return i < PLACES ? i : -1;
}

/* a ring */
#define RING 64
static pthread_mutex_t ring_mu = PTHREAD_MUTEX_INITIALIZER;
static int ring[RING];
static unsigned ring_len, ring_head;

static void ring_add(int v)
{
    ring[(ring_head + ring_len) % RING] = v;
    ring_len++;
}

int ring_01(int v)
{
    if (ring_len == RING)
        return -1;
    pthread_mutex_lock(&ring_mu);
    ring_add(v); // EXPECT: check-then-act
    pthread_mutex_unlock(&ring_mu);
    return 0;
}

int ring_02(int v)
{
    int rc = -1;

    pthread_mutex_lock(&ring_mu);
    if (ring_len < RING) {
        ring_add(v);
        rc = 0;
    }
    pthread_mutex_unlock(&ring_mu);
    return rc;
}

static void *client(void *arg)
{
    const char *key = arg;
    struct entry *e;

    keep_01(key);
    keep_02(key);
    ref_01(key);
    e = ref_02(key);
    if (e)
        unref_02(e);
    place_01();
    place_02();
    ring_01(1);
    ring_02(2);
    return NULL;
}

int start(void)
{
    pthread_t t[4];
    int i;

    for (i = 0; i < 4; i++)
        if (pthread_create(&t[i], NULL, client, "k") != 0)
            return -1;
    for (i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    return 0;
}
