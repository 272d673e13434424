// STD: gnu17
#include "acctdb.h"

#include <stdio.h>
#include <string.h>

int acctdb_open(struct acctdb *a, const char *file)
{
    memset(a, 0, sizeof(*a));
    if (sqlite3_open(file, &a->db) != SQLITE_OK)
        return ACCT_IO;
    sqlite3_busy_timeout(a->db, 2000);
    if (sqlite3_prepare_v2(a->db,
            "SELECT balance, bonus, blocked FROM account WHERE msisdn = ?1",
            -1, &a->sel, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(a->db,
            "UPDATE account SET balance = ?2, bonus = ?3, blocked = ?4 WHERE msisdn = ?1",
            -1, &a->upd, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(a->db,
            "UPDATE account SET balance = balance + ?2 WHERE msisdn = ?1",
            -1, &a->add, NULL) != SQLITE_OK) {
        fprintf(stderr, "acctdb: %s\n", sqlite3_errmsg(a->db));
        acctdb_close(a);
        return ACCT_IO;
    }
    return ACCT_OK;
}

void acctdb_close(struct acctdb *a)
{
    sqlite3_finalize(a->sel);
    sqlite3_finalize(a->upd);
    sqlite3_finalize(a->add);
    sqlite3_close(a->db);
    memset(a, 0, sizeof(*a));
}

int acctdb_load(struct acctdb *a, const char *msisdn, struct acct *out)
{
    int rc;

    sqlite3_bind_text(a->sel, 1, msisdn, -1, SQLITE_TRANSIENT);
    rc = sqlite3_step(a->sel);
    if (rc == SQLITE_ROW) {
        snprintf(out->msisdn, sizeof(out->msisdn), "%s", msisdn);
        out->balance_cents = sqlite3_column_int64(a->sel, 0);
        out->bonus_cents = sqlite3_column_int64(a->sel, 1);
        out->blocked = sqlite3_column_int(a->sel, 2);
    }
    sqlite3_reset(a->sel);
    return rc == SQLITE_ROW ? ACCT_OK : rc == SQLITE_DONE ? ACCT_NONE : ACCT_IO;
}

int acctdb_save(struct acctdb *a, const struct acct *acc)
{
    int rc;

    sqlite3_bind_text(a->upd, 1, acc->msisdn, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int64(a->upd, 2, acc->balance_cents);
    sqlite3_bind_int64(a->upd, 3, acc->bonus_cents);
    sqlite3_bind_int(a->upd, 4, acc->blocked);
    rc = sqlite3_step(a->upd);
    sqlite3_reset(a->upd);
    return rc == SQLITE_DONE ? ACCT_OK : ACCT_IO;
}

int acctdb_credit(struct acctdb *a, const char *msisdn, long cents)
{
    int rc, n;

    sqlite3_bind_text(a->add, 1, msisdn, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int64(a->add, 2, cents);
    rc = sqlite3_step(a->add);
    n = sqlite3_changes(a->db);
    sqlite3_reset(a->add);
    if (rc != SQLITE_DONE)
        return ACCT_IO;
    return n ? ACCT_OK : ACCT_NONE;
}
