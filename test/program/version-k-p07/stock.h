#ifndef WH_STOCK_H
#define WH_STOCK_H
#include "pg.h"

enum { STOCK_EIO = -1, STOCK_ENOSKU = -2, STOCK_ESHORT = -3, STOCK_EUSED = -4 };

int stock_pick(wh_db *db, const char *sku, int qty);
int stock_transfer(wh_db *db, const char *from, const char *to, int qty);
int stock_set_bin(wh_db *db, const char *sku, const char *bin);
int voucher_use(wh_db *db, const char *code, long order_id);

#endif
