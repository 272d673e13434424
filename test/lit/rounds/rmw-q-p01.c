// RUN: %tocsin %s
// STD: gnu17
/* Prefix delegation store of the DHCPv6 server: leases hashed into stripes. */
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define STRIPES 16
#define DUID_LEN 14

struct lease {
    struct lease *next;
    uint8_t duid[DUID_LEN];
    uint64_t prefix;
    time_t expires;
};

struct stripe {
    pthread_spinlock_t lock;
    struct lease *head;
    unsigned count;
};

struct lease_db {
    struct stripe stripes[STRIPES];
    pthread_mutex_t pool_lock;
    unsigned free_prefixes;
    uint64_t cursor;
    unsigned lifetime;
};

static struct stripe *stripe_of(struct lease_db *db, const uint8_t *duid)
{
    uint32_t h = 2166136261u;
    for (int i = 0; i < DUID_LEN; i++)
        h = (h ^ duid[i]) * 16777619u;
    return &db->stripes[h % STRIPES];
}

static struct lease *stripe_find(struct stripe *s, const uint8_t *duid)
{
    for (struct lease *l = s->head; l; l = l->next)
        if (memcmp(l->duid, duid, DUID_LEN) == 0)
            return l;
    return NULL;
}

static void stripe_push(struct stripe *s, struct lease *l)
{
    l->next = s->head;
    s->head = l;
    s->count++;
}

static bool pool_take(struct lease_db *db, uint64_t *prefix)
{
    bool got = false;
    pthread_mutex_lock(&db->pool_lock);
    if (db->free_prefixes > 0) {
        db->free_prefixes--;
        *prefix = db->cursor++;
        got = true;
    }
    pthread_mutex_unlock(&db->pool_lock);
    return got;
}

static void pool_give(struct lease_db *db, unsigned n)
{
    pthread_mutex_lock(&db->pool_lock);
    db->free_prefixes += n;
    pthread_mutex_unlock(&db->pool_lock);
}

static struct lease *lease_new(const uint8_t *duid, uint64_t prefix, time_t until)
{
    struct lease *l = calloc(1, sizeof(*l));
    if (!l)
        return NULL;
    memcpy(l->duid, duid, DUID_LEN);
    l->prefix = prefix;
    l->expires = until;
    return l;
}

/* SOLICIT: hand out the prefix the client has already, or a new one. */
int lease_offer(struct lease_db *db, const uint8_t *duid, uint64_t *out)
{
    struct stripe *s = stripe_of(db, duid);
    bool known = false;

    pthread_spin_lock(&s->lock);
    struct lease *l = stripe_find(s, duid);
    if (l) {
        *out = l->prefix;
        known = true;
    }
    pthread_spin_unlock(&s->lock);
    if (known)
        return 0;

    if (!pool_take(db, out))
        return -1;
    l = lease_new(duid, *out, time(NULL) + db->lifetime);
    if (!l) {
        pool_give(db, 1);
        return -1;
    }
    pthread_spin_lock(&s->lock);
    stripe_push(s, l); // EXPECT: check-then-act
    pthread_spin_unlock(&s->lock);
    return 0;
}

/* Operator command: bind a client to a prefix outside the pool. */
int lease_pin(struct lease_db *db, const uint8_t *duid, uint64_t prefix)
{
    struct stripe *s = stripe_of(db, duid);
    struct lease *fresh = lease_new(duid, prefix, time(NULL) + 10L * 365 * 86400);
    if (!fresh)
        return -1;
    pthread_spin_lock(&s->lock);
    struct lease *l = stripe_find(s, duid);
    if (!l) {
        stripe_push(s, fresh);
        fresh = NULL;
    }
    pthread_spin_unlock(&s->lock);
    free(fresh);
    return l ? 1 : 0;
}

int lease_release(struct lease_db *db, const uint8_t *duid)
{
    struct stripe *s = stripe_of(db, duid);
    struct lease *l = NULL;

    pthread_spin_lock(&s->lock);
    for (struct lease **pp = &s->head; *pp; pp = &(*pp)->next) {
        if (memcmp((*pp)->duid, duid, DUID_LEN) == 0) {
            l = *pp;
            *pp = l->next;
            s->count--;
            db->free_prefixes++; // EXPECT: lost-update
            break;
        }
    }
    pthread_spin_unlock(&s->lock);
    free(l);
    return l ? 0 : -1;
}

static void *expiry_main(void *arg)
{
    struct lease_db *db = arg;
    for (;;) {
        time_t now = time(NULL);
        for (int i = 0; i < STRIPES; i++) {
            struct stripe *s = &db->stripes[i];
            struct lease *dead = NULL;
            unsigned n = 0;
            pthread_spin_lock(&s->lock);
            for (struct lease **pp = &s->head; *pp;) {
                struct lease *l = *pp;
                if (l->expires > now) { // EXPECT-NOISE: wall-clock-interval
                    pp = &l->next;
                    continue;
                }
                *pp = l->next;
                l->next = dead;
                dead = l;
                s->count--;
                n++;
            }
            pthread_spin_unlock(&s->lock);
            if (n)
                pool_give(db, n);
            while (dead) {
                struct lease *next = dead->next;
                free(dead);
                dead = next;
            }
        }
        sleep(5);
    }
    return NULL;
}

struct listener {
    struct lease_db *db;
    int fd;
};

static void *listener_main(void *arg)
{
    struct listener *ls = arg;
    uint8_t msg[1 + DUID_LEN];
    uint64_t prefix;
    while (read(ls->fd, msg, sizeof msg) == (ssize_t)sizeof msg) {
        if (msg[0] == 1)
            lease_offer(ls->db, msg + 1, &prefix);
        else if (msg[0] == 8)
            lease_release(ls->db, msg + 1);
        else if (msg[0] == 'P')
            lease_pin(ls->db, msg + 1, 0);
    }
    return NULL;
}

int server_run(struct lease_db *db, struct listener *ls, int n)
{
    pthread_t tid;
    for (int i = 0; i < STRIPES; i++)
        pthread_spin_init(&db->stripes[i].lock, PTHREAD_PROCESS_PRIVATE);
    pthread_mutex_init(&db->pool_lock, NULL);
    db->free_prefixes = 4096;
    if (pthread_create(&tid, NULL, expiry_main, db) != 0)
        return -1;
    pthread_detach(tid);
    for (int i = 0; i < n; i++) {
        ls[i].db = db;
        if (pthread_create(&tid, NULL, listener_main, &ls[i]) != 0)
            return -1;
        pthread_detach(tid);
    }
    return 0;
}
