// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Seat booking for the box office terminals (several terminals per host,
 * same database file). */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct office {
    sqlite3 *db;
    sqlite3_stmt *sel_block, *upd_block, *sel_show, *upd_show;
};

static int run(struct office *o, const char *sql)
{
    return sqlite3_exec(o->db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : -1;
}

static int tx_open(struct office *o) { return run(o, "BEGIN IMMEDIATE"); }

static int tx_close(struct office *o, int failed)
{
    if (failed || run(o, "COMMIT") != 0) {
        run(o, "ROLLBACK");
        return -1;
    }
    return 0;
}

int office_open(struct office *o, const char *file)
{
    if (sqlite3_open(file, &o->db) != SQLITE_OK)
        return -1;
    sqlite3_busy_timeout(o->db, 5000);
    return sqlite3_prepare_v2(o->db, "SELECT free FROM block WHERE show_id = ? AND name = ?", -1, &o->sel_block, NULL) |
           sqlite3_prepare_v2(o->db, "UPDATE block SET free = ? WHERE show_id = ? AND name = ?", -1, &o->upd_block, NULL) |
           sqlite3_prepare_v2(o->db, "SELECT title, price, rev FROM show WHERE id = ?", -1, &o->sel_show, NULL) |
           sqlite3_prepare_v2(o->db, "UPDATE show SET price = ?, rev = rev + 1 WHERE id = ? AND rev = ?", -1, &o->upd_show, NULL);
}

static int block_free(struct office *o, int show, const char *name)
{
    int n = -1;
    sqlite3_reset(o->sel_block);
    sqlite3_bind_int(o->sel_block, 1, show);
    sqlite3_bind_text(o->sel_block, 2, name, -1, SQLITE_TRANSIENT);
    if (sqlite3_step(o->sel_block) == SQLITE_ROW)
        n = sqlite3_column_int(o->sel_block, 0);
    sqlite3_reset(o->sel_block);
    return n;
}

static int block_store(struct office *o, int show, const char *name, int left)
{
    int rc;
    sqlite3_reset(o->upd_block);
    sqlite3_bind_int(o->upd_block, 1, left);
    sqlite3_bind_int(o->upd_block, 2, show);
    sqlite3_bind_text(o->upd_block, 3, name, -1, SQLITE_TRANSIENT);
    rc = sqlite3_step(o->upd_block);
    sqlite3_reset(o->upd_block);
    return rc == SQLITE_DONE ? 0 : -1;
}

int office_book(struct office *o, int show, const char *name, int seats)
{
    int left, failed = 0;

    if (tx_open(o) != 0)
        return -1;
    left = block_free(o, show, name);
    if (left < seats)
        failed = 1;
    else
        failed = block_store(o, show, name, left - seats) != 0;
    return tx_close(o, failed);
}

/* Surge pricing job: adjusts the price unless somebody edited the show. */
int office_reprice(struct office *o, int show, double factor)
{
    double price;
    int rev, rc;

    sqlite3_reset(o->sel_show);
    sqlite3_bind_int(o->sel_show, 1, show);
    if (sqlite3_step(o->sel_show) != SQLITE_ROW) {
        sqlite3_reset(o->sel_show);
        return -1;
    }
    price = sqlite3_column_double(o->sel_show, 1);
    rev = sqlite3_column_int(o->sel_show, 2);
    sqlite3_reset(o->sel_show);

    sqlite3_reset(o->upd_show);
    sqlite3_bind_double(o->upd_show, 1, price * factor);
    sqlite3_bind_int(o->upd_show, 2, show);
    sqlite3_bind_int(o->upd_show, 3, rev);
    rc = sqlite3_step(o->upd_show);
    sqlite3_reset(o->upd_show);
    if (rc != SQLITE_DONE)
        return -1;
    return sqlite3_changes(o->db) == 1 ? 0 : 1;
}

int main(int argc, char **argv)
{
    struct office o;
    if (argc < 4 || office_open(&o, argv[1]) != 0)
        return 1;
    if (office_book(&o, atoi(argv[2]), argv[3], 2) != 0)
        puts("sold out");
    return office_reprice(&o, atoi(argv[2]), 1.05) < 0;
}
