// RUN: %tocsin %s
// STD: gnu17
/* rope.c - shared, copy on write text blobs of the editor core, and the atom table */
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A blob may be shared between documents on different threads. A reference is
   obtained only from a reference the caller already has (blob_ref). */
struct blob {
    int refs;
    uint32_t len, cap;
    char text[];
};

struct atom {
    struct atom *next;
    int refs; /* increments under atom_lock; 1 -> 0 under atom_lock */
    uint32_t hash;
    char name[];
};

struct document {
    struct blob *body;
    unsigned edits;
    struct atom *lang;
};

static pthread_mutex_t atom_lock = PTHREAD_MUTEX_INITIALIZER;
static struct atom *atoms[128];
static unsigned natoms;
static __thread unsigned copies;

static struct blob *blob_alloc(uint32_t cap)
{
    struct blob *b = malloc(sizeof *b + cap);
    if (!b)
        abort();
    b->refs = 0;
    b->refs++;
    b->len = 0;
    b->cap = cap;
    return b;
}

struct blob *blob_ref(struct blob *b)
{
    __atomic_fetch_add(&b->refs, 1, __ATOMIC_RELAXED);
    return b;
}

void blob_unref(struct blob *b)
{
    if (__atomic_sub_fetch(&b->refs, 1, __ATOMIC_ACQ_REL) == 0)
        free(b);
}

static struct blob *blob_own(struct blob *b, uint32_t cap)
{
    struct blob *n;

    if (__atomic_load_n(&b->refs, __ATOMIC_ACQUIRE) == 1 && b->cap >= cap)
        return b;
    n = blob_alloc(cap < b->cap ? b->cap : cap);
    memcpy(n->text, b->text, b->len);
    n->len = b->len;
    blob_unref(b);
    copies++;
    return n;
}

/* A document belongs to the thread that opened it. */
void document_insert(struct document *d, uint32_t at, const char *s, uint32_t n)
{
    d->body = blob_own(d->body, d->body->len + n);
    if (at > d->body->len)
        at = d->body->len;
    memmove(d->body->text + at + n, d->body->text + at, d->body->len - at);
    memcpy(d->body->text + at, s, n);
    d->body->len += n;
    d->edits++;
}

static struct atom *atom_find(uint32_t h, const char *name)
{
    struct atom *a;
    for (a = atoms[h % 128]; a; a = a->next)
        if (a->hash == h && strcmp(a->name, name) == 0)
            return a;
    return NULL;
}

struct atom *atom_intern(const char *name)
{
    size_t n = strlen(name);
    uint32_t h = 17;
    struct atom *a, *fresh;
    const char *p;

    for (p = name; *p; p++)
        h = h * 131 + (unsigned char)*p;
    pthread_mutex_lock(&atom_lock);
    a = atom_find(h, name);
    if (!a) {
        pthread_mutex_unlock(&atom_lock);
        fresh = malloc(sizeof *fresh + n + 1);
        if (!fresh)
            return NULL;
        fresh->refs = 0;
        fresh->hash = h;
        memcpy(fresh->name, name, n + 1);
        pthread_mutex_lock(&atom_lock);
        a = atom_find(h, name);
        if (!a) {
            a = fresh;
            fresh = NULL;
            a->next = atoms[h % 128];
            atoms[h % 128] = a;
            natoms++;
        }
        free(fresh);
    }
    __atomic_fetch_add(&a->refs, 1, __ATOMIC_RELAXED);
    pthread_mutex_unlock(&atom_lock);
    return a;
}

void atom_release(struct atom *a)
{
    struct atom **pp;
    int v = __atomic_load_n(&a->refs, __ATOMIC_RELAXED);

    while (v > 1)
        if (__atomic_compare_exchange_n(&a->refs, &v, v - 1, 1, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED))
            return;
    pthread_mutex_lock(&atom_lock);
    if (__atomic_sub_fetch(&a->refs, 1, __ATOMIC_ACQ_REL) == 0) {
        for (pp = &atoms[a->hash % 128]; *pp != a; pp = &(*pp)->next)
            ;
        *pp = a->next;
        natoms--;
        pthread_mutex_unlock(&atom_lock);
        free(a);
        return;
    }
    pthread_mutex_unlock(&atom_lock);
}

void document_share(struct document *to, const struct document *from)
{
    struct blob *old = to->body;
    to->body = blob_ref(from->body);
    if (old)
        blob_unref(old);
}
