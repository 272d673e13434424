// STD: gnu17
#include "kcompat.h"

void mutex_init(struct mutex *l)
{
	pthread_mutex_init(&l->m, NULL);
	l->held = false;
}

void mutex_lock(struct mutex *l)
{
	pthread_mutex_lock(&l->m);
	l->held = true;
}

int mutex_trylock(struct mutex *l)
{
	if (pthread_mutex_trylock(&l->m) != 0)
		return 0;
	l->held = true;
	return 1;
}

void mutex_unlock(struct mutex *l)
{
	l->held = false;
	pthread_mutex_unlock(&l->m);
}
