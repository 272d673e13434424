// RUN: %tocsin %s
// STD: gnu17
#define _GNU_SOURCE
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <time.h>
#include <unistd.h>

/* Open-file cache of the static content module. */

struct fcache_ent {
	TAILQ_ENTRY(fcache_ent) link;
	char *path;
	int fd;
	unsigned refcnt;
	uint64_t atime_ns;
};

TAILQ_HEAD(fcache_list, fcache_ent);

struct fcache {
	pthread_mutex_t lock;
	struct fcache_list lru;
	unsigned count;
	uint64_t max_idle_ns;
};

static uint64_t mono_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (uint64_t)ts.tv_sec * 1000000000ull + (uint64_t)ts.tv_nsec;
}

struct fcache_ent *fcache_get(struct fcache *fc, const char *path)
{
	struct fcache_ent *e;

	pthread_mutex_lock(&fc->lock);
	TAILQ_FOREACH(e, &fc->lru, link) {
		if (strcmp(e->path, path) == 0) {
			e->refcnt++;
			e->atime_ns = mono_ns();
			TAILQ_REMOVE(&fc->lru, e, link);
			TAILQ_INSERT_TAIL(&fc->lru, e, link);
			break;
		}
	}
	pthread_mutex_unlock(&fc->lock);
	return e;
}

void fcache_put(struct fcache *fc, struct fcache_ent *e)
{
	pthread_mutex_lock(&fc->lock);
	e->refcnt--;
	pthread_mutex_unlock(&fc->lock);
}

static void ent_free(struct fcache_ent *e)
{
	close(e->fd);
	free(e->path);
	free(e);
}

unsigned fcache_expire(struct fcache *fc)
{
	struct fcache_ent *e, *next;
	unsigned n = 0;
	uint64_t now;

	pthread_mutex_lock(&fc->lock);
	now = mono_ns();
	for (e = TAILQ_FIRST(&fc->lru); e != NULL; e = next) {
		next = TAILQ_NEXT(e, link);
		if (e->atime_ns + fc->max_idle_ns > now)
			break;
		if (e->refcnt)
			continue;
		TAILQ_REMOVE(&fc->lru, e, link);
		fc->count--;
		ent_free(e);
		n++;
	}
	pthread_mutex_unlock(&fc->lock);
	return n;
}
