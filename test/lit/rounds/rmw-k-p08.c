// RUN: %tocsin %s
// STD: gnu17
/* kvstore.c - in-memory store behind the config service */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define NBUCKET 1024

struct kv {
    struct kv *next;
    char *key, *val;
    uint32_t hits;
};

struct kvstore {
    pthread_rwlock_t rw;
    struct kv *bucket[NBUCKET];
    size_t entries;
    uint64_t lookups;
    uint64_t misses;
};

static struct kvstore store = { .rw = PTHREAD_RWLOCK_INITIALIZER };

extern int srv_recv(int fd, char *op, char *key, char *val, size_t cap);
extern int srv_send(int fd, const char *val);

static unsigned hash(const char *s)
{
    unsigned h = 5381;

    while (*s)
        h = h * 33 + (unsigned char)*s++;
    return h % NBUCKET;
}

static struct kv *find(struct kvstore *st, const char *key)
{
    struct kv *e;

    for (e = st->bucket[hash(key)]; e; e = e->next)
        if (!strcmp(e->key, key))
            return e;
    return NULL;
}

char *kv_get(struct kvstore *st, const char *key)
{
    struct kv *e;
    char *out = NULL;

    pthread_rwlock_rdlock(&st->rw);
    st->lookups++; // EXPECT: lost-update
    e = find(st, key);
    if (e) {
        e->hits++; // EXPECT: lost-update
        out = strdup(e->val);
    } else {
        __atomic_fetch_add(&st->misses, 1, __ATOMIC_RELAXED);
    }
    pthread_rwlock_unlock(&st->rw);
    return out;
}

int kv_put(struct kvstore *st, const char *key, const char *val)
{
    struct kv *e;
    char *copy = strdup(val);
    int rc = 0;

    if (!copy)
        return -1;
    pthread_rwlock_wrlock(&st->rw);
    e = find(st, key);
    if (e) {
        free(e->val);
        e->val = copy;
        e->hits = 0;
    } else if ((e = calloc(1, sizeof *e)) != NULL) {
        unsigned h = hash(key);

        e->key = strdup(key);
        e->val = copy;
        e->next = st->bucket[h];
        st->bucket[h] = e;
        st->entries++;
    } else {
        free(copy);
        rc = -1;
    }
    pthread_rwlock_unlock(&st->rw);
    return rc;
}

void kv_age(struct kvstore *st)
{
    pthread_rwlock_wrlock(&st->rw);
    for (int i = 0; i < NBUCKET; i++)
        for (struct kv *e = st->bucket[i]; e; e = e->next)
            e->hits /= 2;
    st->lookups = 0;
    pthread_rwlock_unlock(&st->rw);
}

static void *serve(void *arg)
{
    int fd = (int)(intptr_t)arg;
    char op, key[256], val[1024];

    while (srv_recv(fd, &op, key, val, sizeof val) > 0) {
        if (op == 'G') {
            char *v = kv_get(&store, key);

            srv_send(fd, v ? v : "");
            free(v);
        } else if (op == 'P') {
            srv_send(fd, kv_put(&store, key, val) ? "ERR" : "OK");
        } else {
            kv_age(&store);
        }
    }
    return NULL;
}

int kv_on_accept(int fd)
{
    pthread_t t;

    if (pthread_create(&t, NULL, serve, (void *)(intptr_t)fd))
        return -1;
    return pthread_detach(t);
}
