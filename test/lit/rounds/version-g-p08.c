// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* prepaid SIM accounting, SQLite file shared by the billing daemons */
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum bill_rc { BILL_DONE = 0, BILL_BUSY = 1, BILL_FUNDS = 2, BILL_ERR = -1 };

static int q(sqlite3 *db, const char *sql)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL);
}

static int load_credit(sqlite3 *db, const char *msisdn, int64_t *credit, int64_t *version)
{
    sqlite3_stmt *st;
    int rc = sqlite3_prepare_v2(db, "SELECT credit, version FROM account WHERE msisdn = ?",
                                -1, &st, NULL);

    if (rc != SQLITE_OK)
        return -1;
    sqlite3_bind_text(st, 1, msisdn, -1, SQLITE_STATIC);
    rc = sqlite3_step(st);
    if (rc == SQLITE_ROW) {
        *credit = sqlite3_column_int64(st, 0);
        if (version)
            *version = sqlite3_column_int64(st, 1);
    }
    sqlite3_finalize(st);
    return rc == SQLITE_ROW ? 0 : -1;
}

static int store_credit(sqlite3 *db, const char *msisdn, int64_t credit)
{
    sqlite3_stmt *st;
    int rc = sqlite3_prepare_v2(db, "UPDATE account SET credit = ?, version = version + 1 "
                                    "WHERE msisdn = ?", -1, &st, NULL);

    if (rc != SQLITE_OK)
        return -1;
    sqlite3_bind_int64(st, 1, credit);
    sqlite3_bind_text(st, 2, msisdn, -1, SQLITE_STATIC);
    rc = sqlite3_step(st);
    sqlite3_finalize(st);
    return rc == SQLITE_DONE ? 0 : -1;
}

enum bill_rc bill_charge_call(sqlite3 *db, const char *msisdn, int64_t cents)
{
    int64_t credit;

    if (q(db, "BEGIN IMMEDIATE") != SQLITE_OK)
        return BILL_BUSY;
    if (load_credit(db, msisdn, &credit, NULL) < 0) {
        q(db, "ROLLBACK");
        return BILL_ERR;
    }
    if (credit < cents) {
        q(db, "ROLLBACK");
        return BILL_FUNDS;
    }
    if (store_credit(db, msisdn, credit - cents) < 0) {
        q(db, "ROLLBACK");
        return BILL_ERR;
    }
    if (q(db, "COMMIT") != SQLITE_OK) {
        q(db, "ROLLBACK");
        return BILL_BUSY;
    }
    return BILL_DONE;
}

enum bill_rc bill_topup(sqlite3 *db, const char *msisdn, int64_t cents, int bonus_pct)
{
    int64_t credit, version;
    sqlite3_stmt *st;
    int rc, tries;

    for (tries = 0; tries < 5; tries++) {
        if (load_credit(db, msisdn, &credit, &version) < 0)
            return BILL_ERR;
        credit += cents + cents * bonus_pct / 100;
        rc = sqlite3_prepare_v2(db, "UPDATE account SET credit = ?1, version = ?2 + 1 "
                                    "WHERE msisdn = ?3 AND version = ?2", -1, &st, NULL);
        if (rc != SQLITE_OK)
            return BILL_ERR;
        sqlite3_bind_int64(st, 1, credit);
        sqlite3_bind_int64(st, 2, version);
        sqlite3_bind_text(st, 3, msisdn, -1, SQLITE_STATIC);
        rc = sqlite3_step(st);
        sqlite3_finalize(st);
        if (rc != SQLITE_DONE)
            return BILL_ERR;
        if (sqlite3_changes(db) > 0)
            return BILL_DONE;
    }
    return BILL_BUSY;
}

int bill_register(sqlite3 *db, const char *msisdn, const char *plan)
{
    sqlite3_stmt *st;
    int64_t credit;
    int rc;

    if (load_credit(db, msisdn, &credit, NULL) == 0)
        return 1;
    rc = sqlite3_prepare_v2(db, "INSERT INTO account(msisdn, plan, credit, version) "
                                "VALUES(?, ?, 0, 1) ON CONFLICT(msisdn) DO NOTHING", -1, &st, NULL);
    if (rc != SQLITE_OK)
        return -1;
    sqlite3_bind_text(st, 1, msisdn, -1, SQLITE_STATIC);
    sqlite3_bind_text(st, 2, plan, -1, SQLITE_STATIC);
    rc = sqlite3_step(st);
    sqlite3_finalize(st);
    if (rc != SQLITE_DONE)
        return -1;
    return sqlite3_changes(db) == 0;
}
