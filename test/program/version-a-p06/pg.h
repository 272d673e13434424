#ifndef PG_H
#define PG_H
#include <postgresql/libpq-fe.h>

int pg_run(PGconn *db, const char *sql, int n, const char *const *vals);
int pg_run_count(PGconn *db, const char *sql, int n, const char *const *vals);
int pg_fetch_long(PGconn *db, const char *sql, const char *key, long *out);

#endif
