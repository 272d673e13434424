#ifndef CLAIMS_H
#define CLAIMS_H
#include <stddef.h>

void claims_lock(void);
void claims_unlock(void);
int claims_add(const char *job);
void claims_drop(const char *job);
/* caller holds claims_lock() */
int claims_has(const char *job);
#endif
