// STD: gnu17
#include "sidx.h"
#include <stdlib.h>
#include <string.h>

int sidx_init(struct sidx *ix)
{
    memset(ix, 0, sizeof *ix);
    for (int i = 0; i < SIDX_STRIPES; i++) {
        struct sidx_stripe *s = &ix->stripe[i];
        if (pthread_mutex_init(&s->mu, NULL) != 0)
            return -1;
        s->version++;
    }
    return 0;
}

void sidx_free(struct sidx *ix)
{
    for (int i = 0; i < SIDX_STRIPES; i++) {
        free(ix->stripe[i].v);
        pthread_mutex_destroy(&ix->stripe[i].mu);
    }
}

static struct sidx_stripe *stripe_of(struct sidx *ix, uint64_t key)
{
    return &ix->stripe[(key >> 4) % SIDX_STRIPES];
}

/* s->mu is held */
static struct sidx_entry *find(struct sidx_stripe *s, uint64_t key)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->v[i].key == key)
            return &s->v[i];
    return NULL;
}

/* s->mu is held */
static int grow(struct sidx_stripe *s)
{
    size_t cap = s->cap ? s->cap * 2 : 16;
    struct sidx_entry *v = realloc(s->v, cap * sizeof *v);
    if (v == NULL)
        return -1;
    s->v = v;
    s->cap = cap;
    return 0;
}

int sidx_put(struct sidx *ix, uint64_t key, uint64_t offset)
{
    struct sidx_stripe *s = stripe_of(ix, key);
    int rc = -1;
    pthread_mutex_lock(&s->mu);
    struct sidx_entry *e = find(s, key);
    if (e != NULL) {
        e->offset = offset;
    } else {
        if (s->n == s->cap && grow(s) != 0)
            goto out;
        s->v[s->n].key = key;
        s->v[s->n].offset = offset;
        s->n++;
    }
    s->version++;
    rc = 0;
out:
    pthread_mutex_unlock(&s->mu);
    return rc;
}

int sidx_get(struct sidx *ix, uint64_t key, uint64_t *offset)
{
    struct sidx_stripe *s = stripe_of(ix, key);
    pthread_mutex_lock(&s->mu);
    struct sidx_entry *e = find(s, key);
    if (e != NULL)
        *offset = e->offset;
    pthread_mutex_unlock(&s->mu);
    return e != NULL ? 0 : -1;
}

/* Copies outside the lock; gives up if somebody wrote in the meantime. */
int sidx_compact(struct sidx *ix, unsigned i)
{
    struct sidx_stripe *s = &ix->stripe[i];
    pthread_mutex_lock(&s->mu);
    size_t want = s->n ? s->n : 1;
    unsigned seen = s->version;
    pthread_mutex_unlock(&s->mu);

    struct sidx_entry *tight = malloc(want * sizeof *tight);
    if (tight == NULL)
        return -1;

    pthread_mutex_lock(&s->mu);
    if (s->version != seen) {
        pthread_mutex_unlock(&s->mu);
        free(tight);
        return 1;
    }
    struct sidx_entry *old = s->v;
    if (s->n)
        memcpy(tight, old, s->n * sizeof *tight);
    s->v = tight;
    s->cap = want;
    s->version = seen + 1;
    pthread_mutex_unlock(&s->mu);
    free(old);
    return 0;
}
