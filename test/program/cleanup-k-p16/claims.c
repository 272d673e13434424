// STD: gnu17
#include "fw.h"
#include <pthread.h>
#include <string.h>

#define MAX_CLAIMS 64
static char claims[MAX_CLAIMS][256];
static pthread_mutex_t mu;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void init_mu(void)
{
    pthread_mutexattr_t a;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_settype(&a, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&mu, &a);
    pthread_mutexattr_destroy(&a);
}

void fw_claims_lock(void)
{
    pthread_once(&once, init_mu);
    pthread_mutex_lock(&mu);
}

void fw_claims_unlock(void)
{
    pthread_mutex_unlock(&mu);
}

int fw_claim(const char *path)
{
    int i, rc = -1;
    fw_claims_lock();
    for (i = 0; i < MAX_CLAIMS; i++) {
        if (claims[i][0] == '\0') {
            strncpy(claims[i], path, sizeof claims[i] - 1);
            rc = 0;
            break;
        }
    }
    fw_claims_unlock();
    return rc;
}

void fw_unclaim(const char *path)
{
    int i;
    fw_claims_lock();
    for (i = 0; i < MAX_CLAIMS; i++)
        if (strcmp(claims[i], path) == 0) {
            claims[i][0] = '\0';
            break;
        }
    fw_claims_unlock();
}

int fw_is_claimed(const char *path)
{
    int i, found = 0;
    fw_claims_lock();
    for (i = 0; i < MAX_CLAIMS && !found; i++)
        found = strcmp(claims[i], path) == 0;
    fw_claims_unlock();
    return found;
}
