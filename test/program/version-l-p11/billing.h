#ifndef SMS_BILLING_H
#define SMS_BILLING_H

#include "db.h"

int bill_message(MYSQL *my, int account, int parts);
int bill_plain(MYSQL *my, int account, int parts);
int bill_close_month(MYSQL *my, int account, int month);
int bill_open_month(MYSQL *my, int account, int month);
int bill_bonus(MYSQL *my, int account, int percent);

#endif
