// STD: gnu17
#include "pool.h"
#include <stdlib.h>

void pool_account(struct pool *p, long delta)
{
    p->used += delta;
    if (p->used > p->peak)
        p->peak = p->used;
}

static struct slab *slab_new(struct pool *p)
{
    struct slab *s = calloc(1, sizeof *s);

    if (!s)
        return NULL;
    s->free_count = 64;
    s->bitmap = 0;
    if (p->generation & 1) {
        s->bitmap |= 1; /* slot 0 carries the debug header */
        s->free_count--;
    }
    return s;
}

struct slab *pool_slab_get(struct pool *p)
{
    struct slab *s = p->partial;

    if (s == NULL) {
        s = slab_new(p);
        if (!s)
            return NULL;
        s->next = p->partial;
        p->partial = s;
        p->nslabs++;
    }
    return s;
}

void pool_slab_drop(struct pool *p, struct slab *s)
{
    struct slab **pp;

    for (pp = &p->partial; *pp; pp = &(*pp)->next) {
        if (*pp == s) {
            *pp = s->next;
            p->nslabs--;
            break;
        }
    }
    free(s);
}
