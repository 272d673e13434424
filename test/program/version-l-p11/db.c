// STD: gnu17
#include "db.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static int vquery(MYSQL *my, const char *fmt, va_list ap)
{
    char sql[1024];
    int n = vsnprintf(sql, sizeof sql, fmt, ap);

    if (n < 0 || n >= (int)sizeof sql)
        return -1;
    if (mysql_real_query(my, sql, (unsigned long)n) != 0) {
        fprintf(stderr, "mysql: %s [%s]\n", mysql_error(my), sql);
        return -1;
    }
    return 0;
}

int db_exec(MYSQL *my, const char *fmt, ...)
{
    va_list ap;
    int rc;

    va_start(ap, fmt);
    rc = vquery(my, fmt, ap);
    va_end(ap);
    return rc;
}

long db_exec_rows(MYSQL *my, const char *fmt, ...)
{
    va_list ap;
    int rc;

    va_start(ap, fmt);
    rc = vquery(my, fmt, ap);
    va_end(ap);
    return rc == 0 ? (long)mysql_affected_rows(my) : -1;
}

/* First row of a query, up to two integer columns. Returns 1, 0 (no row) or -1. */
int db_row2(MYSQL *my, long long *a, long long *b, const char *fmt, ...)
{
    MYSQL_RES *res;
    MYSQL_ROW row;
    va_list ap;
    int rc;

    va_start(ap, fmt);
    rc = vquery(my, fmt, ap);
    va_end(ap);
    if (rc != 0 || (res = mysql_store_result(my)) == NULL)
        return -1;
    rc = 0;
    if ((row = mysql_fetch_row(res)) != NULL) {
        *a = row[0] ? atoll(row[0]) : 0;
        if (b && mysql_num_fields(res) > 1)
            *b = row[1] ? atoll(row[1]) : 0;
        rc = 1;
    }
    mysql_free_result(res);
    return rc;
}
