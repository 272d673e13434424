// RUN: %tocsin %s
// REQUIRES: stores
// STD: gnu17
/* Prepaid accounts of the parking terminals. The listener preforks eight
 * workers; each has its own connection and a small thread pool. */
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define WORKERS 8

static pthread_mutex_t db_lock = PTHREAD_MUTEX_INITIALIZER;
static sqlite3 *db;

static int on_long(void *arg, int n, char **val, char **col)
{
    (void)col;
    if (n > 0 && val[0])
        *(long *)arg = atol(val[0]);
    return 0;
}

static int query_long(const char *sql, long *out)
{
    char *err = NULL;
    int rc = sqlite3_exec(db, sql, on_long, out, &err);

    if (rc != SQLITE_OK) {
        fprintf(stderr, "parkd: %s: %s\n", sql, err ? err : "?");
        sqlite3_free(err);
        return -1;
    }
    return 0;
}

int account_debit(long card, long cents)
{
    char sql[256];
    long balance = -1;
    int rc;

    pthread_mutex_lock(&db_lock);
    snprintf(sql, sizeof(sql), "SELECT balance FROM account WHERE card = %ld", card);
    if (query_long(sql, &balance) != 0 || balance < cents) {
        pthread_mutex_unlock(&db_lock);
        return -1;
    }
    balance -= cents;
    snprintf(sql, sizeof(sql), "UPDATE account SET balance = %ld WHERE card = %ld", balance, card);
    rc = sqlite3_exec(db, sql, NULL, NULL, NULL); // EXPECT: sql-lost-update
    pthread_mutex_unlock(&db_lock);
    return rc == SQLITE_OK ? 0 : -1;
}

int account_topup(long card, long cents)
{
    char sql[256];
    int rc;

    pthread_mutex_lock(&db_lock);
    snprintf(sql, sizeof(sql),
             "UPDATE account SET balance = balance + %ld WHERE card = %ld", cents, card);
    rc = sqlite3_exec(db, sql, NULL, NULL, NULL);
    rc = rc == SQLITE_OK && sqlite3_changes(db) == 1 ? 0 : -1;
    pthread_mutex_unlock(&db_lock);
    return rc;
}

/* Longest stay seen for a lot, shown on the dashboard. */
int lot_note_stay(long lot, long minutes)
{
    sqlite3_stmt *st = NULL;
    char sql[128];
    long sum = 0;
    int rc;

    snprintf(sql, sizeof(sql), "SELECT total_minutes FROM lot WHERE id = %ld", lot);
    if (query_long(sql, &sum) != 0)
        return -1;
    if (sqlite3_prepare_v2(db, "UPDATE lot SET total_minutes = ?1 WHERE id = ?2", -1, &st, NULL) != SQLITE_OK)
        return -1;
    sqlite3_bind_int64(st, 1, sum + minutes);
    sqlite3_bind_int64(st, 2, lot);
    rc = sqlite3_step(st); // EXPECT: sql-lost-update
    sqlite3_finalize(st);
    return rc == SQLITE_DONE ? 0 : -1;
}

static void *serve(void *arg)
{
    long card, cents;
    FILE *in = arg;

    while (fscanf(in, "%ld %ld", &card, &cents) == 2)
        if (account_debit(card, cents) != 0)
            fprintf(stderr, "parkd: card %ld refused\n", card);
    return NULL;
}

int main(int argc, char **argv)
{
    int i;

    for (i = 0; i < WORKERS; i++) {
        if (fork() == 0) {
            pthread_t t[2];
            if (sqlite3_open(argc > 1 ? argv[1] : "park.db", &db) != SQLITE_OK)
                _exit(1);
            sqlite3_busy_timeout(db, 2000);
            pthread_create(&t[0], NULL, serve, stdin);
            pthread_create(&t[1], NULL, serve, stdin);
            pthread_join(t[0], NULL);
            pthread_join(t[1], NULL);
            sqlite3_close(db);
            _exit(0);
        }
    }
    return 0;
}
