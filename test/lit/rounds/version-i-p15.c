// RUN: %tocsin %s
// REQUIRES: berkeleydb
// STD: gnu17
/* Prepaid balance store of the telephony switch, Berkeley DB transactional environment. */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <db.h>

#define MAX_DEADLOCK 6

struct acct {
    int64_t balance;
    int64_t reserved;
    uint32_t tariff;
    uint32_t seq;
};

struct ledger {
    DB_ENV *env;
    DB *acct;
    DB *seen_cdr;
};

static void dbt_in(DBT *d, void *p, size_t n)
{
    memset(d, 0, sizeof(*d));
    d->data = p;
    d->size = (u_int32_t)n;
}

static void dbt_out(DBT *d, void *p, size_t n)
{
    memset(d, 0, sizeof(*d));
    d->data = p;
    d->ulen = (u_int32_t)n;
    d->flags = DB_DBT_USERMEM;
}

static int acct_read(struct ledger *l, DB_TXN *tx, uint64_t msisdn, struct acct *a, u_int32_t flags)
{
    DBT k, v;
    dbt_in(&k, &msisdn, sizeof(msisdn));
    dbt_out(&v, a, sizeof(*a));
    return l->acct->get(l->acct, tx, &k, &v, flags);
}

static int acct_write(struct ledger *l, DB_TXN *tx, uint64_t msisdn, struct acct *a)
{
    DBT k, v;
    a->seq++;
    dbt_in(&k, &msisdn, sizeof(msisdn));
    dbt_in(&v, a, sizeof(*a));
    return l->acct->put(l->acct, tx, &k, &v, 0);
}

int ledger_reserve(struct ledger *l, uint64_t msisdn, int64_t units)
{
    for (int i = 0; i < MAX_DEADLOCK; i++) {
        struct acct a;
        DB_TXN *tx = NULL;
        int rc = l->env->txn_begin(l->env, NULL, &tx, 0);

        if (rc)
            return rc;
        rc = acct_read(l, tx, msisdn, &a, DB_RMW);
        if (rc == 0) {
            if (a.balance - a.reserved < units)
                rc = EDQUOT;
            else {
                a.reserved += units;
                rc = acct_write(l, tx, msisdn, &a);
            }
        }
        if (rc == 0)
            return tx->commit(tx, 0);
        tx->abort(tx);
        if (rc != DB_LOCK_DEADLOCK)
            return rc;
    }
    return EAGAIN;
}

/* 0 = charged, DB_KEYEXIST = this record was charged before */
int ledger_charge(struct ledger *l, uint64_t msisdn, const char *cdr_id, int64_t units)
{
    for (int i = 0; i < MAX_DEADLOCK; i++) {
        struct acct a;
        DB_TXN *tx = NULL;
        DBT k, v;
        int rc = l->env->txn_begin(l->env, NULL, &tx, 0);

        if (rc)
            return rc;
        dbt_in(&k, (void *)cdr_id, strlen(cdr_id));
        dbt_in(&v, &units, sizeof(units));
        rc = l->seen_cdr->put(l->seen_cdr, tx, &k, &v, DB_NOOVERWRITE);
        if (rc == 0)
            rc = acct_read(l, tx, msisdn, &a, DB_RMW);
        if (rc == 0) {
            a.balance -= units;
            a.reserved = a.reserved > units ? a.reserved - units : 0;
            rc = acct_write(l, tx, msisdn, &a);
        }
        if (rc == 0)
            return tx->commit(tx, 0);
        tx->abort(tx);
        if (rc != DB_LOCK_DEADLOCK)
            return rc;
    }
    return EAGAIN;
}

int ledger_print(struct ledger *l, uint64_t msisdn, FILE *out)
{
    struct acct a;
    int rc = acct_read(l, NULL, msisdn, &a, 0);
    if (rc == 0)
        fprintf(out, "%llu %lld (%lld)\n", (unsigned long long)msisdn, (long long)a.balance, (long long)a.reserved);
    return rc;
}
