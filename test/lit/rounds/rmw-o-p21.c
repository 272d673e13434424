// RUN: %tocsin %s
// STD: gnu17
/* acl.c - decision cache of the proxy, filled on demand by the request threads */
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ACL_SLOTS 512

struct verdict {
    struct verdict *next;
    atomic_int refs;
    unsigned gen;
    int allow;
    char subject[64];
};

struct acl {
    pthread_rwlock_t lock;
    struct verdict *slot[ACL_SLOTS];
    unsigned count;
    unsigned gen;
    _Atomic unsigned long hits, misses;
};

static struct acl *the_acl;
static pthread_once_t acl_once = PTHREAD_ONCE_INIT;

static unsigned hash(const char *s)
{
    unsigned h = 5381;
    while (*s)
        h = h * 33 + (unsigned char)*s++;
    return h % ACL_SLOTS;
}

static void acl_setup(void)
{
    the_acl = calloc(1, sizeof *the_acl);
    if (!the_acl)
        abort();
    pthread_rwlock_init(&the_acl->lock, NULL);
    the_acl->gen = 0;
    the_acl->gen++;
}

struct acl *acl_get(void)
{
    pthread_once(&acl_once, acl_setup);
    return the_acl;
}

void verdict_put(struct verdict *v)
{
    if (v && atomic_fetch_sub_explicit(&v->refs, 1, memory_order_acq_rel) == 1)
        free(v);
}

static struct verdict *peek(struct acl *a, const char *subject)
{
    struct verdict *v;
    for (v = a->slot[hash(subject)]; v; v = v->next)
        if (v->gen == a->gen && strcmp(v->subject, subject) == 0) {
            atomic_fetch_add_explicit(&v->refs, 1, memory_order_relaxed);
            return v;
        }
    return NULL;
}

static struct verdict *evaluate(const char *subject, unsigned gen)
{
    struct verdict *v = calloc(1, sizeof *v);
    if (!v)
        return NULL;
    atomic_init(&v->refs, 1);
    snprintf(v->subject, sizeof v->subject, "%s", subject);
    v->gen = gen;
    v->allow = strncmp(subject, "svc-", 4) == 0;
    return v;
}

struct verdict *acl_check(struct acl *a, const char *subject)
{
    struct verdict *v, *fresh;
    unsigned gen, h = hash(subject);

    pthread_rwlock_rdlock(&a->lock);
    v = peek(a, subject);
    gen = a->gen;
    pthread_rwlock_unlock(&a->lock);
    if (v) {
        a->hits++;
        return v;
    }
    a->misses++;
    fresh = evaluate(subject, gen);
    if (!fresh)
        return NULL;

    pthread_rwlock_wrlock(&a->lock);
    v = peek(a, subject);
    if (v == NULL && gen == a->gen) {
        atomic_fetch_add_explicit(&fresh->refs, 1, memory_order_relaxed);
        fresh->next = a->slot[h];
        a->slot[h] = fresh;
        a->count++;
    }
    pthread_rwlock_unlock(&a->lock);
    if (v) {
        verdict_put(fresh);
        return v;
    }
    return fresh;
}

void acl_reload(struct acl *a)
{
    pthread_rwlock_wrlock(&a->lock);
    a->gen++;
    pthread_rwlock_unlock(&a->lock);
}

unsigned acl_trim(struct acl *a)
{
    struct verdict *dead = NULL, *v, **pp;
    unsigned i, n = 0, stale = 0;

    pthread_rwlock_rdlock(&a->lock);
    for (i = 0; i < ACL_SLOTS; i++)
        for (v = a->slot[i]; v; v = v->next)
            stale += v->gen != a->gen;
    pthread_rwlock_unlock(&a->lock);
    if (stale < 32)
        return 0;

    pthread_rwlock_wrlock(&a->lock);
    for (i = 0; i < ACL_SLOTS; i++)
        for (pp = &a->slot[i]; (v = *pp) != NULL;) {
            if (v->gen == a->gen) {
                pp = &v->next;
                continue;
            }
            *pp = v->next;
            v->next = dead;
            dead = v;
            a->count--;
        }
    pthread_rwlock_unlock(&a->lock);
    while ((v = dead) != NULL) {
        dead = v->next;
        verdict_put(v);
        n++;
    }
    return n;
}
