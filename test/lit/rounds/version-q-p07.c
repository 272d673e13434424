// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* Prepaid meter ledger: a collector daemon and the support tool share the file. */
#include <sqlite3.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum ledger_sql {
    L_GET_BALANCE,
    L_SET_BALANCE,
    L_ADD_BALANCE,
    L_GET_TARIFF,
    L_SET_TARIFF,
    L_MAX
};

static const char *const ledger_text[L_MAX] = {
    [L_GET_BALANCE] = "SELECT credit_wh FROM meter WHERE serial = ?",
    [L_SET_BALANCE] = "UPDATE meter SET credit_wh = ? WHERE serial = ?",
    [L_ADD_BALANCE] = "UPDATE meter SET credit_wh = credit_wh + ? WHERE serial = ?",
    [L_GET_TARIFF]  = "SELECT tariff, rev FROM meter WHERE serial = ?",
    [L_SET_TARIFF]  = "UPDATE meter SET tariff = ?, rev = rev + 1 WHERE serial = ? AND rev = ?",
};

struct ledger {
    sqlite3 *db;
    sqlite3_stmt *st[L_MAX];
};

int ledger_open(struct ledger *l, const char *file)
{
    if (sqlite3_open(file, &l->db) != SQLITE_OK)
        return -EIO;
    sqlite3_busy_timeout(l->db, 1000);
    for (int i = 0; i < L_MAX; i++)
        if (sqlite3_prepare_v2(l->db, ledger_text[i], -1, &l->st[i], NULL) != SQLITE_OK)
            return -EINVAL;
    return 0;
}

void ledger_close(struct ledger *l)
{
    for (int i = 0; i < L_MAX; i++)
        sqlite3_finalize(l->st[i]);
    sqlite3_close(l->db);
}

static int finish(sqlite3_stmt *st)
{
    int rc = sqlite3_step(st);

    sqlite3_reset(st);
    return rc == SQLITE_DONE ? 0 : -EIO;
}

/* Customer bought energy at a kiosk. */
int ledger_topup(struct ledger *l, const char *serial, sqlite3_int64 wh)
{
    sqlite3_stmt *st = l->st[L_ADD_BALANCE];

    sqlite3_bind_int64(st, 1, wh);
    sqlite3_bind_text(st, 2, serial, -1, SQLITE_STATIC);
    return finish(st);
}

/* Interval reading arrived from a meter. */
int ledger_consume(struct ledger *l, const char *serial, sqlite3_int64 wh)
{
    sqlite3_stmt *get = l->st[L_GET_BALANCE];
    sqlite3_stmt *set = l->st[L_SET_BALANCE];
    sqlite3_int64 credit;

    sqlite3_bind_text(get, 1, serial, -1, SQLITE_STATIC);
    if (sqlite3_step(get) != SQLITE_ROW) {
        sqlite3_reset(get);
        return -ENOENT;
    }
    credit = sqlite3_column_int64(get, 0);
    sqlite3_reset(get);

    credit -= wh;
    if (credit < 0) {
        fprintf(stderr, "meter %s is out of credit\n", serial);
        credit = 0;
    }
    sqlite3_bind_int64(set, 1, credit);
    sqlite3_bind_text(set, 2, serial, -1, SQLITE_STATIC);
    return finish(set); // EXPECT-MISS: sql-lost-update
}

static int read_tariff(struct ledger *l, const char *serial, int *tariff, int *rev)
{
    sqlite3_stmt *get = l->st[L_GET_TARIFF];
    int rc = -ENOENT;

    sqlite3_bind_text(get, 1, serial, -1, SQLITE_STATIC);
    if (sqlite3_step(get) == SQLITE_ROW) {
        *tariff = sqlite3_column_int(get, 0);
        *rev = sqlite3_column_int(get, 1);
        rc = 0;
    }
    sqlite3_reset(get);
    return rc;
}

static void bind_tariff(sqlite3_stmt *set, int tariff, const char *serial, int rev)
{
    sqlite3_bind_int(set, 1, tariff);
    sqlite3_bind_text(set, 2, serial, -1, SQLITE_STATIC);
    sqlite3_bind_int(set, 3, rev);
}

int ledger_next_tariff(struct ledger *l, const char *serial)
{
    int tariff, rev, rc = read_tariff(l, serial, &tariff, &rev);

    if (rc != 0)
        return rc;
    bind_tariff(l->st[L_SET_TARIFF], tariff + 1, serial, rev);
    return finish(l->st[L_SET_TARIFF]); // EXPECT-MISS: ignored-conflict
}

int ledger_prev_tariff(struct ledger *l, const char *serial)
{
    int tariff, rev, rc;

    do {
        rc = read_tariff(l, serial, &tariff, &rev);
        if (rc != 0 || tariff == 0)
            return rc;
        bind_tariff(l->st[L_SET_TARIFF], tariff - 1, serial, rev);
        rc = finish(l->st[L_SET_TARIFF]);
    } while (rc == 0 && sqlite3_changes(l->db) == 0);
    return rc;
}
