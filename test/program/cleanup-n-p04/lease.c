// STD: gnu17
#include "farm.h"
#include <errno.h>
#include <pthread.h>
#include <string.h>

#define NLEASE 128
static pthread_mutex_t mtx = PTHREAD_MUTEX_INITIALIZER;
static struct { char key[65]; int n; } tab[NLEASE];

void lease_lock(void) { pthread_mutex_lock(&mtx); }
void lease_unlock(void) { pthread_mutex_unlock(&mtx); }

int lease_take(const char *key)
{
	int i, slot = -1;

	lease_lock();
	for (i = 0; i < NLEASE; i++) {
		if (tab[i].n && !strcmp(tab[i].key, key)) {
			slot = i;
			break;
		}
		if (!tab[i].n && slot < 0)
			slot = i;
	}
	if (slot >= 0) {
		strncpy(tab[slot].key, key, sizeof tab[slot].key - 1);
		tab[slot].n++;
	}
	lease_unlock();
	return slot < 0 ? -ENOSPC : 0;
}

void lease_give(const char *key)
{
	int i;

	lease_lock();
	for (i = 0; i < NLEASE; i++)
		if (tab[i].n && !strcmp(tab[i].key, key)) {
			tab[i].n--;
			break;
		}
	lease_unlock();
}

/* caller holds lease_lock() */
bool lease_active(const char *key)
{
	int i;

	for (i = 0; i < NLEASE; i++)
		if (tab[i].n && !strcmp(tab[i].key, key))
			return true;
	return false;
}
