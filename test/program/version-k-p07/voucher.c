// STD: gnu17
#include "stock.h"

#include <stdio.h>

static int voucher_seen(wh_db *db, const char *code)
{
    long n = 0;
    int found = wh_scalar(db, "SELECT count(*) FROM voucher WHERE code = $1", code, &n);
    if (found < 0)
        return -1;
    return found && n > 0;
}

int voucher_use(wh_db *db, const char *code, long order_id)
{
    char order[24];
    const char *values[2] = { code, order };
    PGresult *res;
    int seen = voucher_seen(db, code);

    if (seen < 0)
        return STOCK_EIO;
    if (seen)
        return STOCK_EUSED;
    snprintf(order, sizeof order, "%ld", order_id);
    res = PQexecParams(db->conn, "INSERT INTO voucher (code, order_id) VALUES ($1, $2)", 2, NULL, values, NULL, NULL, 0); // EXPECT: sql-lost-update
    if (wh_check(db, res) != 0)
        return STOCK_EIO;
    PQclear(res);
    return 0;
}
