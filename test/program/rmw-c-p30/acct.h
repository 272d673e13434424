#ifndef ACCT_H
#define ACCT_H
#include <pthread.h>
#include <stdint.h>

struct account {
    pthread_mutex_t mu;
    int id;
    int64_t cents;
    unsigned moves;
};

struct bank {
    struct account *acc;
    int n;
};

/* bank.c */
const struct bank *bank_get(int n);
int bank_transfer(struct account *from, struct account *to, int64_t cents);
int bank_try_fee(struct account *a, int64_t fee);

/* ledger.c: the caller holds a->mu */
int ledger_debit(struct account *a, int64_t cents);
void ledger_credit(struct account *a, int64_t cents);
#endif
