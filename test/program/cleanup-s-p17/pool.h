#ifndef POOL_H
#define POOL_H

#include <pthread.h>
#include <stdbool.h>
#include <time.h>

#define POOL_SIZE 24

struct conn {
	int fd;
	bool checked_out;
	time_t last_used;
	unsigned long requests;
};

struct pool {
	pthread_mutex_t mu;
	struct conn conns[POOL_SIZE];
	char host[64];
	char port[8];
	long max_idle;
};

/* conn.c */
int conn_dial(struct conn *c, const char *host, const char *port);
void conn_hangup(struct conn *c);

/* pool.c */
void pool_init(struct pool *p, const char *host, const char *port, long max_idle);
struct conn *pool_checkout(struct pool *p);
void pool_checkin(struct pool *p, struct conn *c);

/* reaper.c */
int reaper_start(struct pool *p, pthread_t *tid);
unsigned pool_trim(struct pool *p, unsigned keep_open);

#endif
