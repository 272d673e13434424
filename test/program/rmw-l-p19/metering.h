#ifndef METERING_H
#define METERING_H
#include <pthread.h>
#include <stdint.h>

#define MAX_ACCT 128

struct account {
    uint32_t id;
    int64_t  balance;
    uint32_t calls;
    int      suspended;
};

struct ledger {
    pthread_mutex_t mtx;
    struct account acct[MAX_ACCT];
    unsigned naccts;
    int64_t revenue;
    uint64_t cdrs;
};

/* ledger.c */
void ledger_init(struct ledger *l);
struct account *ledger_lookup(struct ledger *l, uint32_t id);
struct account *ledger_add(struct ledger *l, uint32_t id, int64_t opening);
int ledger_charge(struct ledger *l, struct account *a, int64_t amount);

/* rating.c */
int rate_call(struct ledger *l, uint32_t id, int seconds);
int top_up(struct ledger *l, uint32_t id, int64_t amount);
#endif
