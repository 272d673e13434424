// RUN: %tocsin %s
// STD: gnu17
/* fdcache: descriptors of static assets, shared by the request threads. */
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <time.h>
#include <unistd.h>

struct fd_node {
	TAILQ_ENTRY(fd_node) lru;
	char *path;
	int fd;
	unsigned count;
	time_t expire;
};

TAILQ_HEAD(fd_lru, fd_node);

struct fd_cache {
	pthread_mutex_t lock;
	struct fd_lru lru;
	unsigned entries;
	time_t ttl;
	int stop;
};

static struct fd_node *find_locked(struct fd_cache *c, const char *path)
{
	struct fd_node *n;

	TAILQ_FOREACH(n, &c->lru, lru)
		if (strcmp(n->path, path) == 0)
			return n;
	return NULL;
}

struct fd_node *fdcache_get(struct fd_cache *c, const char *path)
{
	struct fd_node *n;

	pthread_mutex_lock(&c->lock);
	n = find_locked(c, path);
	if (!n) {
		n = calloc(1, sizeof(*n));
		if (!n)
			goto out;
		n->path = strdup(path);
		n->fd = open(path, O_RDONLY | O_CLOEXEC);
		if (!n->path || n->fd < 0) {
			free(n->path);
			free(n);
			n = NULL;
			goto out;
		}
		c->entries++;
		TAILQ_INSERT_TAIL(&c->lru, n, lru);
	}
	n->count++;
	n->expire = time(NULL) + c->ttl;
out:
	pthread_mutex_unlock(&c->lock);
	return n;
}

void fdcache_put(struct fd_cache *c, struct fd_node *n)
{
	pthread_mutex_lock(&c->lock);
	n->count--;
	n->expire = time(NULL) + c->ttl;
	pthread_mutex_unlock(&c->lock);
}

static void expire_locked(struct fd_cache *c, unsigned budget)
{
	time_t now = time(NULL);

	while (budget-- > 0) {
		struct fd_node *n = TAILQ_FIRST(&c->lru);
		time_t wait;

		if (!n)
			return;
		wait = n->expire - now;
		if (wait > 0)
			return;
		TAILQ_REMOVE(&c->lru, n, lru);
		if (n->count == 0) {
			close(n->fd);
			free(n->path);
			free(n);
			c->entries--;
			continue;
		}
		n->expire = now + c->ttl;
		TAILQ_INSERT_TAIL(&c->lru, n, lru);
	}
}

static void *fdcache_main(void *arg)
{
	struct fd_cache *c = arg;
	int stop = 0;

	while (!stop) {
		sleep(1);
		pthread_mutex_lock(&c->lock);
		expire_locked(c, 64);
		stop = c->stop;
		pthread_mutex_unlock(&c->lock);
	}
	return NULL;
}

int fdcache_start(struct fd_cache *c, pthread_t *tid)
{
	TAILQ_INIT(&c->lru);
	pthread_mutex_init(&c->lock, NULL);
	return pthread_create(tid, NULL, fdcache_main, c);
}
