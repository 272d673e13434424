// STD: gnu17
#include "thumb.h"

#include <pthread.h>
#include <string.h>

#define NCLAIMS 128

static pthread_mutex_t mtx = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t freed = PTHREAD_COND_INITIALIZER;
static char claims[NCLAIMS][THUMB_NAME_MAX];

/* 1: taken for the caller, 0: somebody has it, -1: table full.  mtx is held. */
static int take(const char *name)
{
	int i, slot = -1;

	for (i = 0; i < NCLAIMS; i++) {
		if (claims[i][0] == '\0')
			slot = i;
		else if (strcmp(claims[i], name) == 0)
			return 0;
	}
	if (slot < 0)
		return -1;
	strncpy(claims[slot], name, THUMB_NAME_MAX - 1);
	return 1;
}

int claim_try(const char *name)
{
	int rc;

	pthread_mutex_lock(&mtx);
	rc = take(name);
	pthread_mutex_unlock(&mtx);
	return rc;
}

void claim_wait(const char *name)
{
	pthread_mutex_lock(&mtx);
	while (take(name) != 1)
		pthread_cond_wait(&freed, &mtx);
	pthread_mutex_unlock(&mtx);
}

void claim_drop(const char *name)
{
	int i;

	pthread_mutex_lock(&mtx);
	for (i = 0; i < NCLAIMS; i++)
		if (strcmp(claims[i], name) == 0)
			memset(claims[i], 0, THUMB_NAME_MAX);
	pthread_cond_broadcast(&freed);
	pthread_mutex_unlock(&mtx);
}
