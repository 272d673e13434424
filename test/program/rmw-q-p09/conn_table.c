// STD: gnu17
#include "conn_table.h"

#include <stdlib.h>

static struct conn *table;
static unsigned table_len;

int conn_table_init(unsigned n)
{
    table = calloc(n, sizeof *table);
    if (!table)
        return -1;
    for (unsigned i = 0; i < n; i++)
        pthread_mutex_init(&table[i].lock, NULL);
    table_len = n;
    return 0;
}

struct conn *conn_get(uint32_t id)
{
    for (unsigned i = 0; i < table_len; i++) {
        struct conn *c = &table[i];
        pthread_mutex_lock(&c->lock);
        if (c->phase != CONN_FREE && c->id == id)
            return c;
        pthread_mutex_unlock(&c->lock);
    }
    return NULL;
}

struct conn *conn_claim(uint32_t id)
{
    for (unsigned i = 0; i < table_len; i++) {
        struct conn *c = &table[i];
        if (pthread_mutex_trylock(&c->lock) != 0)
            continue;
        if (c->phase == CONN_FREE) {
            c->id = id;
            c->phase = CONN_AUTH;
            c->seq = 0;
            c->rx_bytes = 0;
            c->strikes = 0;
            return c;
        }
        pthread_mutex_unlock(&c->lock);
    }
    return NULL;
}

void conn_put(struct conn **c)
{
    if (*c)
        pthread_mutex_unlock(&(*c)->lock);
    *c = NULL;
}

void conn_foreach(conn_fn fn, void *ctx)
{
    for (unsigned i = 0; i < table_len; i++) {
        struct conn *c = &table[i];
        pthread_mutex_lock(&c->lock);
        if (c->phase != CONN_FREE)
            fn(c, ctx);
        pthread_mutex_unlock(&c->lock);
    }
}
