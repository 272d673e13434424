// STD: gnu17
#include "corestore.h"
#include <stdlib.h>
#include <syslog.h>
#include <unistd.h>

/* next core whose state allows removal; it is doomed before the lock goes */
static struct core *claim_old(struct store *s, time_t cutoff)
{
	struct core *c;

	pthread_mutex_lock(&s->lock);
	for (c = s->cores; c; c = c->next) {
		if (c->crashed >= cutoff)
			continue;
		if (c->state != CORE_READY || c->readers)
			continue;
		c->state = CORE_DOOMED;
		break;
	}
	pthread_mutex_unlock(&s->lock);
	return c;
}

static void remove_core(struct store *s, struct core *c)
{
	if (unlinkat(s->dirfd, c->file, 0) != 0)
		syslog(LOG_WARNING, "corestore: %s: %m", c->file);
	pthread_mutex_lock(&s->lock);
	store_unlink_entry(s, c);
	pthread_mutex_unlock(&s->lock);
	free(c);
}

unsigned vacuum_by_age(struct store *s, time_t max_age)
{
	const time_t cutoff = time(NULL) - max_age;
	struct core *c;
	unsigned n = 0;

	while ((c = claim_old(s, cutoff)) != NULL) {
		remove_core(s, c);
		n++;
	}
	return n;
}

unsigned vacuum_by_size(struct store *s)
{
	struct core *c, *oldest;
	unsigned n = 0;

	for (;;) {
		oldest = NULL;
		pthread_mutex_lock(&s->lock);
		if (s->total > s->limit)
			for (c = s->cores; c; c = c->next)
				if (c->state == CORE_READY && !c->readers &&
				    (!oldest || c->crashed < oldest->crashed))
					oldest = c;
		if (oldest)
			oldest->state = CORE_DOOMED;
		pthread_mutex_unlock(&s->lock);
		if (!oldest)
			return n;
		remove_core(s, oldest);
		n++;
	}
}
