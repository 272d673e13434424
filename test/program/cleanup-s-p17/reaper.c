#include "pool.h"

#include <stddef.h>
#include <unistd.h>

static void reap_idle(struct pool *p)
{
	time_t deadline = time(NULL) - p->max_idle;

	pthread_mutex_lock(&p->mu);
	for (struct conn *c = p->conns; c < p->conns + POOL_SIZE; c++) {
		if (c->fd < 0 || c->last_used > deadline) // EXPECT: wall-clock-interval
			continue;
		conn_hangup(c); // EXPECT: timestamp-cleanup
	}
	pthread_mutex_unlock(&p->mu);
}

unsigned pool_trim(struct pool *p, unsigned keep_open)
{
	time_t deadline = time(NULL) - p->max_idle / 4;
	unsigned open = 0, closed = 0;

	pthread_mutex_lock(&p->mu);
	for (struct conn *c = p->conns; c < p->conns + POOL_SIZE; c++) {
		if (c->fd < 0)
			continue;
		if (++open <= keep_open || c->checked_out || c->last_used > deadline)
			continue;
		conn_hangup(c);
		closed++;
	}
	pthread_mutex_unlock(&p->mu);
	return closed;
}

static void *reaper_main(void *arg)
{
	struct pool *p = arg;

	for (;;) {
		sleep(5);
		reap_idle(p);
	}
	return NULL;
}

int reaper_start(struct pool *p, pthread_t *tid)
{
	return pthread_create(tid, NULL, reaper_main, p);
}
