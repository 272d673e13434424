// STD: gnu17
#include "store.h"
#include <stdlib.h>
#include <string.h>

void store_init(struct store *s, size_t limit)
{
    memset(s, 0, sizeof *s);
    for (int i = 0; i < STRIPES; i++)
        pthread_mutex_init(&s->stripe[i], NULL);
    pthread_mutex_init(&s->acct, NULL);
    s->limit = limit;
}

static struct item **slot(struct store *s, uint64_t hash)
{
    struct item **pp = &s->bucket[hash % BUCKETS];
    while (*pp && (*pp)->hash != hash)
        pp = &(*pp)->next;
    return pp;
}

static void charge(struct store *s, size_t n)
{
    pthread_mutex_lock(&s->acct);
    s->bytes += n;
    pthread_mutex_unlock(&s->acct);
}

bool store_add(struct store *s, uint64_t hash, uint64_t value, size_t size)
{
    struct item *fresh = calloc(1, sizeof *fresh);
    bool added = false;
    if (!fresh)
        return false;
    fresh->hash = hash;
    fresh->value = value;
    fresh->size = size;

    pthread_mutex_lock(stripe_of(s, hash));
    struct item **pp = slot(s, hash);
    if (!*pp) {
        *pp = fresh;
        added = true;
        charge(s, size);
    }
    pthread_mutex_unlock(stripe_of(s, hash));

    if (!added)
        free(fresh);
    return added;
}

bool store_incr(struct store *s, uint64_t hash, uint64_t by, uint64_t *out)
{
    bool ok = false;
    uint64_t v = 0;
    struct item *it;

    pthread_mutex_lock(stripe_of(s, hash));
    it = *slot(s, hash);
    if (!it)
        goto done;
    v = it->value;
    if (v + by < v)
        goto done;
    it->value = v + by;
    *out = it->value;
    ok = true;
done:
    pthread_mutex_unlock(stripe_of(s, hash));
    return ok;
}

bool store_del(struct store *s, uint64_t hash)
{
    pthread_mutex_lock(stripe_of(s, hash));
    struct item **pp = slot(s, hash);
    struct item *it = *pp;
    if (it) {
        *pp = it->next;
        s->bytes -= it->size; // EXPECT: lost-update
    }
    pthread_mutex_unlock(stripe_of(s, hash));
    free(it);
    return it != NULL;
}
