#ifndef CONN_TABLE_H
#define CONN_TABLE_H

#include <pthread.h>
#include <stdint.h>

enum conn_phase { CONN_FREE, CONN_AUTH, CONN_READY, CONN_CLOSING };

struct conn {
    pthread_mutex_t lock;
    uint32_t id;
    enum conn_phase phase;
    uint32_t seq;
    uint64_t rx_bytes;
    uint32_t strikes;
};

typedef void (*conn_fn)(struct conn *c, void *ctx);

int conn_table_init(unsigned n);

/* Returns the connection locked, NULL if there is none. */
struct conn *conn_get(uint32_t id);
/* Claims a free slot, locked; NULL if all are taken. */
struct conn *conn_claim(uint32_t id);
void conn_put(struct conn **c);

void conn_foreach(conn_fn fn, void *ctx);

#define CONN_SCOPED __attribute__((cleanup(conn_put)))

#endif
