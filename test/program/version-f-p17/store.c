// STD: gnu17
#include "cart.h"

#include <string.h>

void cart_store_init(struct cart_store *s)
{
    memset(s->slot, 0, sizeof s->slot);
    pthread_mutex_init(&s->mu, NULL);
}

struct cart *cart_slot_locked(struct cart_store *s, uint64_t id)
{
    struct cart *c = &s->slot[id % CARTS];

    if (c->id == 0)
        c->id = id;
    return c->id == id ? c : NULL;
}

int cart_snapshot(struct cart_store *s, uint64_t id, struct cart *out)
{
    struct cart *c;
    int rc = -1;

    pthread_mutex_lock(&s->mu);
    c = cart_slot_locked(s, id);
    if (c) {
        *out = *c;
        rc = 0;
    }
    pthread_mutex_unlock(&s->mu);
    return rc;
}
