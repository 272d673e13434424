// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* kiosk - prepaid wallets and seat reservations in SQLite, shared by the counter processes. */
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

enum kiosk_rc { K_OK, K_REFUSED, K_DB };

static sqlite3 *kiosk_open(const char *file)
{
    sqlite3 *db = NULL;

    if (sqlite3_open_v2(file, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) {
        sqlite3_close(db);
        return NULL;
    }
    sqlite3_busy_timeout(db, 3000);
    return db;
}

static enum kiosk_rc run2(sqlite3 *db, const char *sql, sqlite3_int64 a, sqlite3_int64 b)
{
    sqlite3_stmt *st;
    int rc;

    if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
        return K_DB;
    sqlite3_bind_int64(st, 1, a);
    sqlite3_bind_int64(st, 2, b);
    rc = sqlite3_step(st);
    sqlite3_finalize(st);
    return rc == SQLITE_DONE ? K_OK : K_DB;
}

static enum kiosk_rc ask1(sqlite3 *db, const char *sql, sqlite3_int64 a, sqlite3_int64 *out)
{
    sqlite3_stmt *st;
    int rc;

    if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
        return K_DB;
    sqlite3_bind_int64(st, 1, a);
    rc = sqlite3_step(st);
    if (rc == SQLITE_ROW)
        *out = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return rc == SQLITE_ROW ? K_OK : rc == SQLITE_DONE ? K_REFUSED : K_DB;
}

static enum kiosk_rc wallet_charge(sqlite3 *db, sqlite3_int64 card, sqlite3_int64 cents)
{
    enum kiosk_rc k = run2(db, "UPDATE wallet SET cents = cents - ?1 WHERE card = ?2 AND cents >= ?1", cents, card);

    if (k == K_OK && sqlite3_changes(db) != 1)
        k = K_REFUSED;
    return k;
}

static enum kiosk_rc wallet_bonus(sqlite3 *db, sqlite3_int64 card, unsigned percent)
{
    sqlite3_int64 cents = 0;
    enum kiosk_rc k = ask1(db, "SELECT cents FROM wallet WHERE card = ?1", card, &cents);

    if (k != K_OK)
        return k;
    cents += cents * percent / 100;
    if (cents > 50000)
        cents = 50000;
    return run2(db, "UPDATE wallet SET cents = ?1 WHERE card = ?2", cents, card); // EXPECT: sql-lost-update
}

static enum kiosk_rc points_round_up(sqlite3 *db, sqlite3_int64 card)
{
    sqlite3_int64 points = 0;
    enum kiosk_rc k;

    if (sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK)
        return K_DB;
    k = ask1(db, "SELECT points FROM loyalty WHERE card = ?1", card, &points);
    if (k == K_OK)
        k = run2(db, "UPDATE loyalty SET points = ?1 WHERE card = ?2", (points + 99) / 100 * 100, card);
    if (sqlite3_exec(db, k == K_OK ? "COMMIT" : "ROLLBACK", NULL, NULL, NULL) != SQLITE_OK)
        k = K_DB;
    return k;
}

static enum kiosk_rc seat_reserve(sqlite3 *db, sqlite3_int64 seat, sqlite3_int64 card)
{
    sqlite3_int64 taken = 0;
    enum kiosk_rc k = ask1(db, "SELECT COUNT(*) FROM reservation WHERE seat = ?1", seat, &taken);

    if (k != K_OK)
        return k;
    if (taken)
        return K_REFUSED;
    return run2(db, "INSERT INTO reservation(seat, card) VALUES (?1, ?2)", seat, card); // EXPECT: sql-lost-update
}

/* locker.no is the primary key */
static enum kiosk_rc locker_reserve(sqlite3 *db, sqlite3_int64 no, sqlite3_int64 card)
{
    enum kiosk_rc k = run2(db, "INSERT INTO locker(no, card) VALUES (?1, ?2) ON CONFLICT(no) DO NOTHING", no, card);

    return k == K_OK && sqlite3_changes(db) == 0 ? K_REFUSED : k;
}

struct counter {
    const char *file;
    sqlite3_int64 first_card;
};

static void *counter_main(void *arg)
{
    const struct counter *c = arg;
    sqlite3 *db = kiosk_open(c->file);

    for (sqlite3_int64 i = 0; db && i < 1000; i++) {
        sqlite3_int64 card = c->first_card + i % 50;

        if (wallet_charge(db, card, 250) == K_OK && seat_reserve(db, i, card) == K_REFUSED)
            locker_reserve(db, i, card);
        if (wallet_bonus(db, card, 5) == K_DB || points_round_up(db, card) == K_DB)
            fprintf(stderr, "kiosk: %s\n", sqlite3_errmsg(db));
    }
    sqlite3_close(db);
    return NULL;
}

int main(int argc, char **argv)
{
    struct counter c[2] = { { argc > 1 ? argv[1] : "kiosk.db", 0 }, { argc > 1 ? argv[1] : "kiosk.db", 25 } };
    pthread_t th[2];

    for (int i = 0; i < 2; i++)
        if (pthread_create(&th[i], NULL, counter_main, &c[i]))
            return EXIT_FAILURE;
    for (int i = 0; i < 2; i++)
        pthread_join(th[i], NULL);
    return EXIT_SUCCESS;
}
