// STD: gnu17
#include "stock.h"

#include <stdio.h>

int stock_pick(wh_db *db, const char *sku, int qty)
{
    long on_hand = 0;
    char num[24];
    const char *values[2];
    PGresult *res;
    int found = wh_scalar(db, "SELECT on_hand FROM stock WHERE sku = $1", sku, &on_hand);

    if (found <= 0)
        return found < 0 ? STOCK_EIO : STOCK_ENOSKU;
    if (on_hand < qty)
        return STOCK_ESHORT;

    snprintf(num, sizeof num, "%ld", on_hand - qty);
    values[0] = num;
    values[1] = sku;
    res = PQexecParams(db->conn, "UPDATE stock SET on_hand = $1 WHERE sku = $2", 2, NULL, values, NULL, NULL, 0); // EXPECT: sql-lost-update
    if (wh_check(db, res) != 0)
        return STOCK_EIO;
    PQclear(res);
    return 0;
}

int stock_transfer(wh_db *db, const char *from, const char *to, int qty)
{
    const char *values[2];
    char num[24];
    long have = 0;
    PGresult *res;

    if (wh_simple(db, "BEGIN") != 0)
        return STOCK_EIO;
    if (wh_scalar(db, "SELECT on_hand FROM stock WHERE sku = $1 FOR UPDATE", from, &have) <= 0 || have < qty)
        goto fail;

    snprintf(num, sizeof num, "%ld", have - qty);
    values[0] = num;
    values[1] = from;
    res = PQexecParams(db->conn, "UPDATE stock SET on_hand = $1 WHERE sku = $2", 2, NULL, values, NULL, NULL, 0);
    if (wh_check(db, res) != 0)
        goto fail;
    PQclear(res);

    snprintf(num, sizeof num, "%d", qty);
    values[1] = to;
    res = PQexecParams(db->conn, "UPDATE stock SET on_hand = on_hand + $1::int WHERE sku = $2", 2, NULL, values, NULL, NULL, 0);
    if (wh_check(db, res) != 0)
        goto fail;
    PQclear(res);
    return wh_simple(db, "COMMIT") == 0 ? 0 : STOCK_EIO;

fail:
    wh_simple(db, "ROLLBACK");
    return STOCK_ESHORT;
}

int stock_set_bin(wh_db *db, const char *sku, const char *bin)
{
    const char *values[2] = { bin, sku };
    PGresult *res = PQexecParams(db->conn, "UPDATE stock SET bin = $1 WHERE sku = $2", 2, NULL, values, NULL, NULL, 0);

    if (wh_check(db, res) != 0)
        return STOCK_EIO;
    PQclear(res);
    return 0;
}
