#ifndef CART_H
#define CART_H
#include <pthread.h>
#include <stdint.h>

#define CART_LINES 32
#define CARTS      1024

struct cart_line {
    uint32_t sku;
    uint32_t qty;
};

struct cart {
    uint64_t         id;
    uint32_t         version;
    uint32_t         nlines;
    struct cart_line line[CART_LINES];
};

struct cart_store {
    pthread_mutex_t mu;
    struct cart     slot[CARTS];
};

/* store.c */
void cart_store_init(struct cart_store *s);
int  cart_snapshot(struct cart_store *s, uint64_t id, struct cart *out);
struct cart *cart_slot_locked(struct cart_store *s, uint64_t id);

/* handlers.c */
int cart_handle_add(struct cart_store *s, uint64_t id, uint32_t if_version, uint32_t sku, uint32_t qty);
int cart_handle_clear(struct cart_store *s, uint64_t id, uint32_t if_version);

#endif
