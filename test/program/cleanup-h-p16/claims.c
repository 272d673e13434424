// STD: gnu17
#include "claims.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define MAXCLAIMS 128

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static char *table[MAXCLAIMS];

void claims_lock(void) { pthread_mutex_lock(&m); }
void claims_unlock(void) { pthread_mutex_unlock(&m); }

int claims_has(const char *job)
{
    for (int i = 0; i < MAXCLAIMS; i++)
        if (table[i] && strcmp(table[i], job) == 0)
            return 1;
    return 0;
}

int claims_add(const char *job)
{
    int rc = -1;

    claims_lock();
    if (!claims_has(job)) {
        for (int i = 0; i < MAXCLAIMS; i++) {
            if (!table[i]) {
                table[i] = strdup(job);
                rc = table[i] ? 0 : -1;
                break;
            }
        }
    }
    claims_unlock();
    return rc;
}

void claims_drop(const char *job)
{
    claims_lock();
    for (int i = 0; i < MAXCLAIMS; i++) {
        if (table[i] && strcmp(table[i], job) == 0) {
            free(table[i]);
            table[i] = NULL;
        }
    }
    claims_unlock();
}
