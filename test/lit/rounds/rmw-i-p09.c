// RUN: %tocsin %s
// STD: gnu17
/* Block cache of a backup client: readers fault blocks in, a scrubber ages them. */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NBUCKET 128
#define BLKSZ 4096

struct blk {
	uint64_t no;
	unsigned heat;
	struct blk *next;
	unsigned char data[BLKSZ];
};

struct bcache {
	pthread_mutex_t mtx;
	struct blk *bucket[NBUCKET];
	size_t nblk;
	uint64_t lookups;
	uint64_t contended;
	unsigned scrub_pass;
	int fd;
	int quit;
};

static struct blk *find_blk(struct bcache *c, uint64_t no)
{
	struct blk *b = c->bucket[no % NBUCKET];

	while (b && b->no != no)
		b = b->next;
	return b;
}

static int bcache_read(struct bcache *c, uint64_t no, void *out)
{
	struct blk *b, *fresh;

	if (pthread_mutex_trylock(&c->mtx) == EBUSY) {
		c->contended++; // EXPECT: lost-update
		pthread_mutex_lock(&c->mtx);
	}
	c->lookups++;
	b = find_blk(c, no);
	if (b) {
		b->heat++;
		memcpy(out, b->data, BLKSZ);
		pthread_mutex_unlock(&c->mtx);
		return 0;
	}
	pthread_mutex_unlock(&c->mtx);

	fresh = calloc(1, sizeof(*fresh));
	if (!fresh)
		return -ENOMEM;
	fresh->no = no;
	fresh->heat = 1;
	if (pread(c->fd, fresh->data, BLKSZ, (off_t)(no * BLKSZ)) < 0) {
		int e = errno;
		free(fresh);
		return -e;
	}
	memcpy(out, fresh->data, BLKSZ);

	pthread_mutex_lock(&c->mtx);
	b = find_blk(c, no);
	if (b) {                        /* somebody else was faster */
		b->heat += fresh->heat;
		pthread_mutex_unlock(&c->mtx);
		free(fresh);
		return 0;
	}
	fresh->next = c->bucket[no % NBUCKET];
	c->bucket[no % NBUCKET] = fresh;
	c->nblk++;
	pthread_mutex_unlock(&c->mtx);
	return 0;
}

static void age_bucket(struct bcache *c, unsigned i)
{
	struct blk **pp = &c->bucket[i], *b;

	while ((b = *pp) != NULL) {
		b->heat >>= 1;
		if (b->heat) {
			pp = &b->next;
			continue;
		}
		*pp = b->next;
		c->nblk--;
		free(b);
	}
}

static void *scrubber(void *arg)
{
	struct bcache *c = arg;
	int quit;

	do {
		pthread_mutex_lock(&c->mtx);
		for (unsigned i = 0; i < NBUCKET; i++)
			age_bucket(c, i);
		c->scrub_pass++;
		quit = c->quit;
		pthread_mutex_unlock(&c->mtx);
		sleep(1);
	} while (!quit);
	return NULL;
}

static void *reader(void *arg)
{
	struct bcache *c = arg;
	unsigned char *buf = malloc(BLKSZ);
	unsigned seed = (unsigned)(uintptr_t)buf;

	for (int i = 0; buf && i < 100000; i++)
		bcache_read(c, rand_r(&seed) % 4096, buf);
	free(buf);
	return NULL;
}

int main(int argc, char **argv)
{
	static struct bcache c = { .mtx = PTHREAD_MUTEX_INITIALIZER };
	pthread_t r[4], s;

	(void)argc;
	(void)argv;
	c.fd = 0;
	pthread_create(&s, NULL, scrubber, &c);
	for (int i = 0; i < 4; i++)
		pthread_create(&r[i], NULL, reader, &c);
	for (int i = 0; i < 4; i++)
		pthread_join(r[i], NULL);
	pthread_mutex_lock(&c.mtx);
	c.quit = 1;
	pthread_mutex_unlock(&c.mtx);
	pthread_join(s, NULL);
	printf("%llu lookups, %llu contended\n", (unsigned long long)c.lookups, (unsigned long long)c.contended);
	return 0;
}
