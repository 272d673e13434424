#ifndef ACCTDB_H
#define ACCTDB_H
#include <sqlite3.h>

/* Prepaid accounts.  One file per site, opened by the charging function,
 * the top-up gateway and the CRM exporter. */
struct acct {
    char msisdn[20];
    long balance_cents;
    long bonus_cents;
    int blocked;
};

struct acctdb {
    sqlite3 *db;
    sqlite3_stmt *sel;
    sqlite3_stmt *upd;
    sqlite3_stmt *add;
};

enum { ACCT_OK, ACCT_NONE, ACCT_IO };

int acctdb_open(struct acctdb *a, const char *file);
void acctdb_close(struct acctdb *a);
int acctdb_load(struct acctdb *a, const char *msisdn, struct acct *out);
int acctdb_save(struct acctdb *a, const struct acct *acc);
int acctdb_credit(struct acctdb *a, const char *msisdn, long cents);
#endif
