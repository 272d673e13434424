// RUN: %tocsin %s
// STD: gnu17
/* devreg.c - registry of attached sensors, packet nodes and the active profile */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct list_head {
    struct list_head *next, *prev;
};

#define container_of(p, t, m) ((t *)((char *)(p)-offsetof(t, m)))

static inline void list_init(struct list_head *h) { h->next = h->prev = h; }
static inline int list_empty(const struct list_head *h) { return h->next == h; }
static inline void list_add_tail(struct list_head *n, struct list_head *h)
{
    n->prev = h->prev;
    n->next = h;
    h->prev->next = n;
    h->prev = n;
}
static inline void list_del(struct list_head *n)
{
    n->next->prev = n->prev;
    n->prev->next = n->next;
    list_init(n);
}

struct profile {
    atomic_int refs;
    int rate_hz;
    char label[32];
};

struct node {
    struct list_head link;
    unsigned len;
    unsigned char data[256];
};

struct sensor {
    struct list_head link;
    int id;
    volatile int users;
};

struct registry {
    pthread_mutex_t lock;
    struct list_head sensors;
    int nsensors;
    pthread_mutex_t pool_lock;
    struct list_head free_nodes;
    _Atomic(struct profile *) active;
};

static void profile_put(struct profile *p)
{
    if (p && atomic_fetch_sub(&p->refs, 1) == 1)
        free(p);
}

struct profile *registry_profile(struct registry *r)
{
    struct profile *p = atomic_load(&r->active);

    if (p)
        atomic_fetch_add(&p->refs, 1); // EXPECT: check-then-act
    return p;
}

int registry_set_profile(struct registry *r, const char *label, int hz)
{
    struct profile *p = calloc(1, sizeof *p);

    if (!p)
        return -1;
    atomic_init(&p->refs, 1);
    p->rate_hz = hz;
    strncpy(p->label, label, sizeof p->label - 1);
    profile_put(atomic_exchange(&r->active, p));
    return 0;
}

struct node *node_get(struct registry *r)
{
    struct node *n;

    if (list_empty(&r->free_nodes))
        return calloc(1, sizeof(struct node));
    pthread_mutex_lock(&r->pool_lock);
    n = container_of(r->free_nodes.next, struct node, link);
    list_del(&n->link); // EXPECT-MISS: check-then-act
    pthread_mutex_unlock(&r->pool_lock);
    n->len = 0;
    return n;
}

void node_put(struct registry *r, struct node *n)
{
    pthread_mutex_lock(&r->pool_lock);
    list_add_tail(&n->link, &r->free_nodes);
    pthread_mutex_unlock(&r->pool_lock);
}

static struct sensor *find_locked(struct registry *r, int id)
{
    struct list_head *p;
    for (p = r->sensors.next; p != &r->sensors; p = p->next) {
        struct sensor *s = container_of(p, struct sensor, link);
        if (s->id == id)
            return s;
    }
    return NULL;
}

int sensor_attach(struct registry *r, int id)
{
    struct sensor *s = calloc(1, sizeof *s);
    int rc = -1;

    if (!s)
        return -1;
    s->id = id;
    list_init(&s->link);
    pthread_mutex_lock(&r->lock);
    if (!find_locked(r, id)) {
        list_add_tail(&s->link, &r->sensors);
        r->nsensors++;
        s = NULL;
        rc = 0;
    }
    pthread_mutex_unlock(&r->lock);
    free(s);
    return rc;
}

void sensor_dup(struct sensor *s)
{
    s->users++; // EXPECT: lost-update
}

struct sensor *sensor_open(struct registry *r, int id)
{
    struct sensor *s;
    pthread_mutex_lock(&r->lock);
    s = find_locked(r, id);
    if (s)
        s->users++;
    pthread_mutex_unlock(&r->lock);
    return s;
}

void sensor_close(struct registry *r, struct sensor *s)
{
    pthread_mutex_lock(&r->lock);
    if (--s->users == 0) {
        list_del(&s->link);
        r->nsensors--;
        free(s);
    }
    pthread_mutex_unlock(&r->lock);
}
