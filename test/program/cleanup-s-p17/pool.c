#include "pool.h"

#include <stdio.h>

void pool_init(struct pool *p, const char *host, const char *port, long max_idle)
{
	pthread_mutex_init(&p->mu, NULL);
	snprintf(p->host, sizeof(p->host), "%s", host);
	snprintf(p->port, sizeof(p->port), "%s", port);
	p->max_idle = max_idle;
	for (int i = 0; i < POOL_SIZE; i++)
		p->conns[i] = (struct conn){.fd = -1};
}

/* The caller uses the connection's descriptor without the pool's mutex. */
struct conn *pool_checkout(struct pool *p)
{
	struct conn *c = NULL;

	pthread_mutex_lock(&p->mu);
	for (int i = 0; i < POOL_SIZE; i++) {
		if (p->conns[i].checked_out)
			continue;
		c = &p->conns[i];
		if (c->fd >= 0)
			break;
	}
	if (c) {
		if (c->fd < 0 && conn_dial(c, p->host, p->port) < 0) {
			c = NULL;
		} else {
			c->checked_out = true;
			c->last_used = time(NULL);
		}
	}
	pthread_mutex_unlock(&p->mu);
	return c;
}

void pool_checkin(struct pool *p, struct conn *c)
{
	pthread_mutex_lock(&p->mu);
	c->checked_out = false;
	c->last_used = time(NULL);
	c->requests++;
	pthread_mutex_unlock(&p->mu);
}
