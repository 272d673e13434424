// STD: gnu17
#include "cas.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define NCLAIMS 128

static pthread_mutex_t mtx = PTHREAD_MUTEX_INITIALIZER;
static char table[NCLAIMS][CAS_HASHLEN + 1];

void claims_lock(void)
{
    pthread_mutex_lock(&mtx);
}

void claims_unlock(void)
{
    pthread_mutex_unlock(&mtx);
}

int claim_take(const char *hash)
{
    int i, slot = -1;

    claims_lock();
    for (i = 0; i < NCLAIMS; i++)
        if (table[i][0] == '\0') {
            snprintf(table[i], sizeof table[i], "%s", hash);
            slot = i;
            break;
        }
    claims_unlock();
    return slot;
}

void claim_drop(int slot)
{
    claims_lock();
    table[slot][0] = '\0';
    claims_unlock();
}

/* caller holds claims_lock() */
bool claim_held(const char *hash)
{
    int i;

    for (i = 0; i < NCLAIMS; i++)
        if (strcmp(table[i], hash) == 0)
            return true;
    return false;
}
