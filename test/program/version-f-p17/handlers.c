// STD: gnu17
#include "cart.h"

#include <errno.h>
#include <string.h>

extern int price_lookup(uint32_t sku, uint32_t *cents);

static int lines_add(struct cart *c, uint32_t sku, uint32_t qty)
{
    uint32_t i;

    for (i = 0; i < c->nlines; i++) {
        if (c->line[i].sku == sku) {
            c->line[i].qty += qty;
            return 0;
        }
    }
    if (c->nlines == CART_LINES)
        return -ENOSPC;
    c->line[c->nlines].sku = sku;
    c->line[c->nlines].qty = qty;
    c->nlines++;
    return 0;
}

int cart_handle_add(struct cart_store *s, uint64_t id, uint32_t if_version, uint32_t sku, uint32_t qty)
{
    struct cart work, *slot;
    uint32_t cents;
    int rc;

    if (cart_snapshot(s, id, &work) != 0)
        return -ENOENT;
    if (work.version != if_version)
        return -ESTALE;
    if (price_lookup(sku, &cents) != 0)
        return -EINVAL;
    rc = lines_add(&work, sku, qty);
    if (rc)
        return rc;
    work.version++;

    pthread_mutex_lock(&s->mu);
    slot = cart_slot_locked(s, id);
    if (slot)
        *slot = work; // EXPECT: unchecked-version
    pthread_mutex_unlock(&s->mu);
    return slot ? 0 : -ENOENT;
}

int cart_handle_clear(struct cart_store *s, uint64_t id, uint32_t if_version)
{
    struct cart *slot;
    int rc = 0;

    pthread_mutex_lock(&s->mu);
    slot = cart_slot_locked(s, id);
    if (!slot) {
        rc = -ENOENT;
    } else if (slot->version != if_version) {
        rc = -ESTALE;
    } else {
        slot->nlines = 0;
        memset(slot->line, 0, sizeof slot->line);
        slot->version++;
    }
    pthread_mutex_unlock(&s->mu);
    return rc;
}
