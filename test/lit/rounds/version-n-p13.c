// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* depotctl - parcel depot control: several terminals, one SQLite file. */
#include <pthread.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct terminal {
    sqlite3 *db;
    int no;
    char file[256];
};

struct parcel {
    sqlite3_int64 id;
    int shelf;
    sqlite3_int64 rowver;
};

static sqlite3_stmt *prep(struct terminal *t, const char *sql)
{
    sqlite3_stmt *st = NULL;

    if (sqlite3_prepare_v2(t->db, sql, -1, &st, NULL) != SQLITE_OK)
        fprintf(stderr, "terminal %d: %s\n", t->no, sqlite3_errmsg(t->db));
    return st;
}

static bool finish(struct terminal *t, sqlite3_stmt *st)
{
    int rc = sqlite3_step(st);

    sqlite3_finalize(st);
    if (rc != SQLITE_DONE)
        fprintf(stderr, "terminal %d: %s\n", t->no, sqlite3_errmsg(t->db));
    return rc == SQLITE_DONE;
}

static bool touched_one(struct terminal *t)
{
    return sqlite3_changes(t->db) == 1;
}

static bool parcel_load(struct terminal *t, sqlite3_int64 id, struct parcel *p)
{
    sqlite3_stmt *st = prep(t, "SELECT shelf, rowver FROM parcel WHERE id = ?");
    bool found;

    if (!st)
        return false;
    sqlite3_bind_int64(st, 1, id);
    found = sqlite3_step(st) == SQLITE_ROW;
    if (found) {
        p->id = id;
        p->shelf = sqlite3_column_int(st, 0);
        p->rowver = sqlite3_column_int64(st, 1);
    }
    sqlite3_finalize(st);
    return found;
}

static bool parcel_shift(struct terminal *t, sqlite3_int64 id, int by)
{
    struct parcel p;

    while (parcel_load(t, id, &p)) {
        sqlite3_stmt *st = prep(t, "UPDATE parcel SET shelf = ?, rowver = rowver + 1 WHERE id = ? AND rowver = ?");

        if (!st)
            return false;
        sqlite3_bind_int(st, 1, p.shelf + by);
        sqlite3_bind_int64(st, 2, p.id);
        sqlite3_bind_int64(st, 3, p.rowver);
        if (!finish(t, st))
            return false;
        if (touched_one(t))
            return true;
    }
    return false;
}

static bool exec(struct terminal *t, const char *sql)
{
    return sqlite3_exec(t->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static bool in_txn(struct terminal *t, bool (*body)(struct terminal *, void *), void *arg)
{
    bool done;

    if (!exec(t, "BEGIN IMMEDIATE"))
        return false;
    done = body(t, arg);
    return exec(t, done ? "COMMIT" : "ROLLBACK") && done;
}

static bool squeeze_shelf(struct terminal *t, void *arg)
{
    int shelf = *(int *)arg, room = -1;
    sqlite3_stmt *st = prep(t, "SELECT room FROM shelf WHERE no = ?");

    if (!st)
        return false;
    sqlite3_bind_int(st, 1, shelf);
    if (sqlite3_step(st) == SQLITE_ROW)
        room = sqlite3_column_int(st, 0);
    sqlite3_finalize(st);
    if (room < 0 || !(st = prep(t, "UPDATE shelf SET room = ? WHERE no = ?")))
        return false;
    sqlite3_bind_int(st, 1, room * 9 / 10);
    sqlite3_bind_int(st, 2, shelf);
    return finish(t, st) && touched_one(t);
}

/* The last weight goes to the log only; the scale's reading replaces it. */
static bool weigh(struct terminal *t, sqlite3_int64 id, int grams)
{
    sqlite3_stmt *st = prep(t, "SELECT grams FROM scale WHERE parcel = ?");

    if (!st)
        return false;
    sqlite3_bind_int64(st, 1, id);
    if (sqlite3_step(st) == SQLITE_ROW)
        printf("terminal %d: parcel %lld was %d g\n", t->no, (long long)id, sqlite3_column_int(st, 0));
    sqlite3_finalize(st);
    st = prep(t, "INSERT INTO scale(parcel, grams) VALUES (?1, ?2) "
                 "ON CONFLICT(parcel) DO UPDATE SET grams = excluded.grams");
    if (!st)
        return false;
    sqlite3_bind_int64(st, 1, id);
    sqlite3_bind_int(st, 2, grams);
    return finish(t, st);
}

static bool hold(struct terminal *t, sqlite3_int64 id)
{
    sqlite3_stmt *st = prep(t, "INSERT OR IGNORE INTO hold(parcel, terminal) VALUES (?, ?)");

    if (!st)
        return false;
    sqlite3_bind_int64(st, 1, id);
    sqlite3_bind_int(st, 2, t->no);
    return finish(t, st) && touched_one(t);
}

static void *terminal_main(void *arg)
{
    struct terminal *t = arg;

    if (sqlite3_open(t->file, &t->db) == SQLITE_OK) {
        sqlite3_busy_timeout(t->db, 5000);
        for (int i = 0; i < 500; i++) {
            int shelf = i % 20;

            if (!hold(t, i))
                continue;
            if (!weigh(t, i, 500 + i) || !parcel_shift(t, i, 1) || !in_txn(t, squeeze_shelf, &shelf))
                fprintf(stderr, "terminal %d: parcel %d left as it is\n", t->no, i);
        }
    }
    sqlite3_close(t->db);
    return NULL;
}

int main(int argc, char **argv)
{
    static struct terminal term[3];
    pthread_t th[3];

    for (int i = 0; i < 3; i++) {
        term[i].no = i + 1;
        snprintf(term[i].file, sizeof term[i].file, "%s", argc > 1 ? argv[1] : "depot.db");
        if (pthread_create(&th[i], NULL, terminal_main, &term[i]))
            return EXIT_FAILURE;
    }
    for (int i = 0; i < 3; i++)
        pthread_join(th[i], NULL);
    return EXIT_SUCCESS;
}
