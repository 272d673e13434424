// STD: gnu17
#include "rec.h"
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define MAX_CLAIMS 64

static pthread_mutex_t mu = PTHREAD_MUTEX_INITIALIZER;
static char names[MAX_CLAIMS][128];

int claims_add(const char *name)
{
    int rc = -1;
    pthread_mutex_lock(&mu);
    for (int i = 0; i < MAX_CLAIMS; i++) {
        if (names[i][0] == '\0') {
            snprintf(names[i], sizeof names[i], "%s", name);
            rc = 0;
            break;
        }
    }
    pthread_mutex_unlock(&mu);
    return rc;
}

void claims_del(const char *name)
{
    pthread_mutex_lock(&mu);
    for (int i = 0; i < MAX_CLAIMS; i++) {
        if (strcmp(names[i], name) == 0) {
            names[i][0] = '\0';
            break;
        }
    }
    pthread_mutex_unlock(&mu);
}

void claims_lock(void) { pthread_mutex_lock(&mu); }
void claims_unlock(void) { pthread_mutex_unlock(&mu); }

int claims_has_locked(const char *name)
{
    for (int i = 0; i < MAX_CLAIMS; i++)
        if (strcmp(names[i], name) == 0)
            return 1;
    return 0;
}
