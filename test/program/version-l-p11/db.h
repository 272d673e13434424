#ifndef SMS_DB_H
#define SMS_DB_H

#include <mariadb/mysql.h>

/* printf-like access to the billing database; all return -1 on failure */
int db_exec(MYSQL *my, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
long db_exec_rows(MYSQL *my, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
int db_row2(MYSQL *my, long long *a, long long *b, const char *fmt, ...) __attribute__((format(printf, 4, 5)));

#endif
