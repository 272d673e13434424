#ifndef BUDGET_H
#define BUDGET_H
#include "aerospike_min.h"

int budget_spend(aerospike *as, const char *campaign, int64_t micros);
int budget_topup(aerospike *as, const char *campaign, int64_t micros);
int budget_pause(aerospike *as, const char *campaign);
int budget_open(aerospike *as, const char *campaign, int64_t micros);
int budget_rebate(aerospike *as, const char *campaign, int64_t micros);
#endif
