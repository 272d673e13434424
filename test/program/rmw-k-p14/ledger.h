#pragma once
#include <pthread.h>
#include <stdint.h>

#define LEDGER_ACCTS 512

struct account {
    uint32_t id;
    int64_t balance;
    int64_t hold;
    uint32_t entries;
};

struct ledger {
    pthread_mutex_t mtx;
    struct account acct[LEDGER_ACCTS];
    int naccts;
    uint64_t seq;
    int64_t fees;
};

/* ledger_ops.c */
struct account *ledger_lookup(struct ledger *l, uint32_t id);
struct account *ledger_lookup_or_add(struct ledger *l, uint32_t id);
int ledger_move(struct ledger *l, struct account *from, struct account *to, int64_t amt);
void ledger_fee(struct ledger *l, struct account *a, int64_t fee);

/* ledger.c */
int ledger_transfer(struct ledger *l, uint32_t from, uint32_t to, int64_t amt);
int ledger_deposit(struct ledger *l, uint32_t id, int64_t amt);
int ledger_start(struct ledger *l, int threads);
