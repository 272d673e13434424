// RUN: %tocsin %s
// STD: gnu17
/* thumbd - thumbnail service worker. One process, N workers, one shared cache. */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CACHE_BUCKETS 256

struct thumb {
	struct thumb *next;
	char *path;
	unsigned char *pixels;
	size_t len;
	unsigned hits;
};

struct thumb_cache {
	pthread_mutex_t lock;
	struct thumb *bucket[CACHE_BUCKETS];
	size_t bytes;
	size_t entries;
};

struct request {
	char path[512];
	int width, height;
	int reply_fd;
};

static struct thumb_cache cache = { .lock = PTHREAD_MUTEX_INITIALIZER };

static unsigned hash_path(const char *p)
{
	unsigned h = 5381;
	while (*p)
		h = h * 33 + (unsigned char)*p++;
	return h % CACHE_BUCKETS;
}

static struct thumb *find_entry(struct thumb_cache *c, unsigned slot, const char *path)
{
	struct thumb *t;
	for (t = c->bucket[slot]; t; t = t->next)
		if (strcmp(t->path, path) == 0)
			return t;
	return NULL;
}

static unsigned char *render(const char *path, int w, int h, size_t *len)
{
	struct stat st;
	if (stat(path, &st) < 0)
		return NULL;
	*len = (size_t)w * (size_t)h * 3;
	unsigned char *px = calloc(1, *len);
	if (px)
		memset(px, (int)(st.st_size & 0xff), *len);
	return px;
}

static struct thumb *thumb_get(struct thumb_cache *c, const struct request *rq)
{
	unsigned slot = hash_path(rq->path);
	struct thumb *t;

	pthread_mutex_lock(&c->lock);
	t = find_entry(c, slot, rq->path);
	if (t)
		t->hits++;
	pthread_mutex_unlock(&c->lock);
	if (t)
		return t;

	t = calloc(1, sizeof *t);
	if (!t)
		return NULL;
	t->path = strdup(rq->path);
	t->pixels = render(rq->path, rq->width, rq->height, &t->len);
	if (!t->path || !t->pixels) {
		free(t->path);
		free(t->pixels);
		free(t);
		return NULL;
	}
	t->hits = 1;

	pthread_mutex_lock(&c->lock);
	t->next = c->bucket[slot];
	c->bucket[slot] = t; // EXPECT: check-then-act
	c->bytes += t->len;
	c->entries++;
	pthread_mutex_unlock(&c->lock);
	return t;
}

static void *worker(void *arg)
{
	int fd = *(int *)arg;
	struct request rq;
	while (read(fd, &rq, sizeof rq) == (ssize_t)sizeof rq) {
		struct thumb *t = thumb_get(&cache, &rq);
		uint32_t n = t ? (uint32_t)t->len : 0;
		if (write(rq.reply_fd, &n, sizeof n) < 0 && errno != EPIPE)
			perror("reply");
		if (t && write(rq.reply_fd, t->pixels, t->len) < 0)
			perror("reply");
	}
	return NULL;
}

int main(void)
{
	pthread_t tid[8];
	int fd = STDIN_FILENO;
	for (int i = 0; i < 8; i++)
		if (pthread_create(&tid[i], NULL, worker, &fd) != 0)
			return 1;
	for (int i = 0; i < 8; i++)
		pthread_join(tid[i], NULL);
	return 0;
}
