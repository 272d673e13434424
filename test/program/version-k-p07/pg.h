#ifndef WH_PG_H
#define WH_PG_H
#include <postgresql/libpq-fe.h>

typedef struct wh_db {
    PGconn *conn;
    char last_error[256];
} wh_db;

int wh_open(wh_db *db, const char *conninfo);
void wh_close(wh_db *db);
int wh_schema(wh_db *db);
/* Checks for PGRES_COMMAND_OK / PGRES_TUPLES_OK, clears the result on failure. */
int wh_check(wh_db *db, PGresult *res);
int wh_simple(wh_db *db, const char *sql);
/* First column of the first row, 1 found, 0 none, -1 error. */
int wh_scalar(wh_db *db, const char *sql, const char *key, long *out);

#endif
