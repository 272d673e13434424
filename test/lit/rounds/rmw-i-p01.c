// RUN: %tocsin %s
// STD: gnu17
/* Upstream connection pool of a SQL proxy: worker threads borrow sessions,
 * a reaper thread closes those that were idle too long. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define POOL_MAX 64

struct upstream {
	int fd;
	time_t last_used;
	struct upstream *next;
};

struct pool {
	pthread_mutex_t lock;
	pthread_cond_t avail;
	struct upstream *idle;
	unsigned nidle;
	unsigned total;
	unsigned long long borrowed;
	bool closing;
};

static int dial_backend(void)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	return fd < 0 ? -errno : fd;
}

static struct upstream *pool_pop_locked(struct pool *p)
{
	struct upstream *u = p->idle;
	if (u) {
		p->idle = u->next;
		p->nidle--;
		u->next = NULL;
	}
	return u;
}

struct upstream *pool_acquire(struct pool *p)
{
	struct upstream *u;
	unsigned total;

	pthread_mutex_lock(&p->lock);
	for (;;) {
		if (p->closing) {
			pthread_mutex_unlock(&p->lock);
			return NULL;
		}
		u = pool_pop_locked(p);
		if (u) {
			p->borrowed++;
			pthread_mutex_unlock(&p->lock);
			return u;
		}
		if (p->total < POOL_MAX)
			break;
		pthread_cond_wait(&p->avail, &p->lock);
	}
	total = p->total;
	pthread_mutex_unlock(&p->lock);

	/* connecting can take seconds, do it without stalling the others */
	u = calloc(1, sizeof(*u));
	if (!u)
		return NULL;
	u->fd = dial_backend();
	if (u->fd < 0) {
		fprintf(stderr, "backend: %s\n", strerror(-u->fd));
		free(u);
		return NULL;
	}

	pthread_mutex_lock(&p->lock);
	p->total = total + 1; // EXPECT: lost-update
	p->borrowed++;
	pthread_mutex_unlock(&p->lock);
	return u;
}

void pool_release(struct pool *p, struct upstream *u)
{
	u->last_used = time(NULL);
	pthread_mutex_lock(&p->lock);
	u->next = p->idle;
	p->idle = u;
	p->nidle++;
	pthread_cond_signal(&p->avail);
	pthread_mutex_unlock(&p->lock);
}

static void *reaper_main(void *arg)
{
	struct pool *p = arg;
	bool stop = false;

	while (!stop) {
		struct upstream *dead = NULL, **pp;
		time_t now = time(NULL);

		pthread_mutex_lock(&p->lock);
		for (pp = &p->idle; *pp;) {
			struct upstream *u = *pp;
			if (now - u->last_used < 60) { // EXPECT-NOISE: wall-clock-interval
				pp = &u->next;
				continue;
			}
			*pp = u->next;
			p->nidle--;
			p->total--;
			u->next = dead;
			dead = u;
		}
		stop = p->closing;
		pthread_mutex_unlock(&p->lock);

		while (dead) {
			struct upstream *n = dead->next;
			close(dead->fd);
			free(dead);
			dead = n;
		}
		sleep(5);
	}
	return NULL;
}

static void *worker_main(void *arg)
{
	struct pool *p = arg;
	struct upstream *u;

	while ((u = pool_acquire(p)) != NULL) {
		(void)!write(u->fd, "\x01", 1);
		pool_release(p, u);
	}
	return NULL;
}

int main(void)
{
	static struct pool pool = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, NULL, 0, 0, 0, false };
	pthread_t reaper, w[8];

	if (pthread_create(&reaper, NULL, reaper_main, &pool))
		return 1;
	for (int i = 0; i < 8; i++)
		pthread_create(&w[i], NULL, worker_main, &pool);
	for (int i = 0; i < 8; i++)
		pthread_join(w[i], NULL);
	pthread_join(reaper, NULL);
	return 0;
}
