// RUN: %tocsin %s
// STD: gnu17
/* bkp - parallel backup: walkers hash files, one uploader ships chunks */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_WALKERS 16

struct chunk {
	struct chunk *next;
	uint8_t       digest[32];
	size_t        len;
	int           refs;
};

struct catalog {
	pthread_mutex_t lock;
	struct chunk   *buckets[1024];
	uint64_t        n_chunks;
	uint64_t        bytes_stored;
	uint64_t        bytes_saved;
};

struct progress {
	pthread_mutex_t lock;
	uint64_t        files_done;
	uint64_t        errors;
	char            current[256];
};

struct backup {
	struct catalog  cat;
	struct progress prog;
	int             root_fd;
};

extern int  next_file(int root_fd, char *path, size_t len);
extern int  next_chunk(const char *path, uint64_t *off, uint8_t digest[32], size_t *len);
extern int  upload(const uint8_t digest[32], size_t len);

static struct chunk *cat_find(struct catalog *c, const uint8_t d[32])
{
	struct chunk *k = c->buckets[(d[0] << 2 | d[1] >> 6) & 1023];

	while (k && memcmp(k->digest, d, 32))
		k = k->next;
	return k;
}

/* returns 1 if the chunk is new and must be shipped */
static int cat_reference(struct catalog *c, const uint8_t d[32], size_t len)
{
	struct chunk *k;
	int fresh = 0;

	pthread_mutex_lock(&c->lock);
	k = cat_find(c, d);
	if (k) {
		k->refs++;
		c->bytes_saved += len;
	} else if ((k = calloc(1, sizeof *k))) {
		unsigned b = (d[0] << 2 | d[1] >> 6) & 1023;

		memcpy(k->digest, d, 32);
		k->len = len;
		k->refs = 1;
		k->next = c->buckets[b];
		c->buckets[b] = k;
		c->n_chunks++;
		c->bytes_stored += len;
		fresh = 1;
	} else {
		fresh = -ENOMEM;
	}
	pthread_mutex_unlock(&c->lock);
	return fresh;
}

static void upload_failed(struct backup *b, const char *path, size_t len)
{
	pthread_mutex_lock(&b->prog.lock);
	b->prog.errors++;
	b->cat.bytes_stored -= len; // EXPECT-MISS: lost-update
	fprintf(stderr, "%s: upload failed\n", path);
	pthread_mutex_unlock(&b->prog.lock);
}

static void file_finished(struct backup *b, const char *path)
{
	pthread_mutex_lock(&b->prog.lock);
	b->prog.files_done++;
	snprintf(b->prog.current, sizeof b->prog.current, "%s", path);
	pthread_mutex_unlock(&b->prog.lock);
}

static void *walker(void *arg)
{
	struct backup *b = arg;
	char path[256];
	uint8_t d[32];
	size_t len;

	while (next_file(b->root_fd, path, sizeof path) > 0) {
		uint64_t off = 0;

		while (next_chunk(path, &off, d, &len) > 0)
			if (cat_reference(&b->cat, d, len) == 1 && upload(d, len) < 0)
				upload_failed(b, path, len);
		file_finished(b, path);
	}
	return NULL;
}

int backup_run(struct backup *b, int nwalkers)
{
	pthread_t t[MAX_WALKERS];
	int n = 0;

	pthread_mutex_init(&b->cat.lock, NULL);
	pthread_mutex_init(&b->prog.lock, NULL);
	b->cat.bytes_stored = b->cat.bytes_saved = 0;
	if (nwalkers > MAX_WALKERS)
		nwalkers = MAX_WALKERS;
	while (n < nwalkers && pthread_create(&t[n], NULL, walker, b) == 0)
		n++;
	while (n-- > 0)
		pthread_join(t[n], NULL);
	printf("%llu chunks, %llu bytes\n", (unsigned long long)b->cat.n_chunks,
	       (unsigned long long)b->cat.bytes_stored);
	return b->prog.errors ? -EIO : 0;
}
