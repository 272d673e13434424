// STD: gnu17
#include "acctdb.h"

#include <stdio.h>
#include <string.h>

enum charge_result { CHG_GRANTED, CHG_NO_CREDIT, CHG_BLOCKED, CHG_UNKNOWN, CHG_ERROR };

/* Deduct a finished call, bonus money first. */
enum charge_result charge_call(struct acctdb *db, const char *msisdn, unsigned secs,
                               long cents_per_min)
{
    struct acct acc;
    long due = ((long)secs + 59) / 60 * cents_per_min;

    switch (acctdb_load(db, msisdn, &acc)) {
    case ACCT_OK:
        break;
    case ACCT_NONE:
        return CHG_UNKNOWN;
    default:
        return CHG_ERROR;
    }
    if (acc.blocked)
        return CHG_BLOCKED;
    if (acc.bonus_cents >= due) {
        acc.bonus_cents -= due;
    } else {
        due -= acc.bonus_cents;
        acc.bonus_cents = 0;
        acc.balance_cents -= due;
    }
    if (acctdb_save(db, &acc) != ACCT_OK) // EXPECT: sql-lost-update
        return CHG_ERROR;
    return acc.balance_cents < 0 ? CHG_NO_CREDIT : CHG_GRANTED;
}

/* Voucher scratched by the customer; the gateway answers with the new balance. */
int topup(struct acctdb *db, const char *msisdn, long cents, char *sms, size_t cap)
{
    struct acct acc;
    int rc = acctdb_credit(db, msisdn, cents);

    if (rc != ACCT_OK)
        return rc;
    rc = acctdb_load(db, msisdn, &acc);
    if (rc == ACCT_OK)
        snprintf(sms, cap, "Your balance is %ld.%02ld", acc.balance_cents / 100,
                 acc.balance_cents % 100);
    return rc;
}
