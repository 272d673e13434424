// RUN: %tocsin %s
// STD: gnu17
/* Prepaid billing: account table under a rwlock, charging from protocol workers. */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

typedef int64_t money_t;

struct account {
    uint32_t msisdn;
    money_t balance;
    money_t reserved;
    unsigned nsessions;
};

struct ledger {
    pthread_rwlock_t rw;
    struct account *tab;
    size_t n;
    money_t revenue;
};

static int cmp_acc(const void *k, const void *e)
{
    uint32_t a = *(const uint32_t *)k, b = ((const struct account *)e)->msisdn;
    return a < b ? -1 : a > b;
}

static struct account *acc_find(struct ledger *l, uint32_t msisdn)
{
    return bsearch(&msisdn, l->tab, l->n, sizeof *l->tab, cmp_acc);
}

int ledger_balance(struct ledger *l, uint32_t msisdn, money_t *out)
{
    int rc = -ENOENT;
    pthread_rwlock_rdlock(&l->rw);
    struct account *a = acc_find(l, msisdn);
    if (a) {
        *out = a->balance - a->reserved;
        rc = 0;
    }
    pthread_rwlock_unlock(&l->rw);
    return rc;
}

int ledger_topup(struct ledger *l, uint32_t msisdn, money_t amount)
{
    int rc = -ENOENT;
    pthread_rwlock_wrlock(&l->rw);
    struct account *a = acc_find(l, msisdn);
    if (a) {
        a->balance += amount;
        rc = 0;
    }
    pthread_rwlock_unlock(&l->rw);
    return rc;
}

int ledger_reserve(struct ledger *l, uint32_t msisdn, money_t amount)
{
    int rc = -ENOENT;
    pthread_rwlock_rdlock(&l->rw);
    struct account *a = acc_find(l, msisdn);
    if (a) {
        if (a->balance - a->reserved < amount) {
            rc = -EDQUOT;
        } else {
            a->reserved += amount; // EXPECT: lost-update
            rc = 0;
        }
    }
    pthread_rwlock_unlock(&l->rw);
    return rc;
}

int ledger_commit(struct ledger *l, uint32_t msisdn, money_t held, money_t used)
{
    pthread_rwlock_wrlock(&l->rw);
    struct account *a = acc_find(l, msisdn);
    if (!a) {
        pthread_rwlock_unlock(&l->rw);
        return -ENOENT;
    }
    a->reserved -= held;
    a->balance -= used;
    if (a->nsessions)
        a->nsessions--;
    pthread_rwlock_unlock(&l->rw);

    l->revenue += used; // EXPECT: lost-update
    return 0;
}

int ledger_open_session(struct ledger *l, uint32_t msisdn)
{
    int rc = -ENOENT;
    pthread_rwlock_wrlock(&l->rw);
    struct account *a = acc_find(l, msisdn);
    if (a) {
        a->nsessions++;
        rc = 0;
    }
    pthread_rwlock_unlock(&l->rw);
    return rc;
}

money_t ledger_close_day(struct ledger *l)
{
    pthread_rwlock_wrlock(&l->rw);
    money_t r = l->revenue;
    l->revenue = 0;
    pthread_rwlock_unlock(&l->rw);
    return r;
}
