#ifndef BALANCE_H
#define BALANCE_H

#include "peer.h"

enum outcome { OUT_OK, OUT_TIMEOUT, OUT_REFUSED };

void balance_report(struct peer *p, enum outcome o);
void balance_drain(struct peer *p);
int balance_restore(struct peer *p);
struct peer *balance_pick(struct peer *peers, int n, unsigned key);

#endif
