// RUN: %tocsin %s
// STD: gnu17
/* Resolver cache: hash of name -> record chains, one rwlock per bucket. */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define NBUCKETS 256

struct answer {
	uint32_t addr;
	time_t expires;
};

struct record {
	struct record *next;
	char *name;
	struct answer ans;
};

struct bucket {
	pthread_rwlock_t lock;
	struct record *head;
	unsigned long lookups;
};

static struct bucket cache[NBUCKETS];

uint32_t upstream_query(const char *name, time_t *expires);

static unsigned hash_name(const char *s)
{
	unsigned h = 5381;

	while (*s)
		h = h * 33 + (unsigned char)*s++;
	return h % NBUCKETS;
}

static struct record *find_record(struct bucket *b, const char *name)
{
	struct record *r;

	for (r = b->head; r != NULL; r = r->next)
		if (strcmp(r->name, name) == 0)
			return r;
	return NULL;
}

static struct record *new_record(const char *name, struct answer ans)
{
	struct record *r = calloc(1, sizeof *r);

	if (r == NULL)
		return NULL;
	r->name = strdup(name);
	if (r->name == NULL) {
		free(r);
		return NULL;
	}
	r->ans = ans;
	return r;
}

int resolve(const char *name, uint32_t *out)
{
	struct bucket *b = &cache[hash_name(name)];
	struct record *r;
	struct answer ans = { 0, 0 };

	pthread_rwlock_rdlock(&b->lock);
	b->lookups++; // EXPECT: lost-update
	r = find_record(b, name);
	if (r != NULL && r->ans.expires > time(NULL)) {
		*out = r->ans.addr;
		pthread_rwlock_unlock(&b->lock);
		return 0;
	}
	pthread_rwlock_unlock(&b->lock);

	ans.addr = upstream_query(name, &ans.expires);
	if (ans.addr == 0)
		return -1;
	*out = ans.addr;
	pthread_rwlock_wrlock(&b->lock);
	if (r != NULL) {
		r->ans = ans; // EXPECT-MISS: check-then-act
	} else if ((r = new_record(name, ans)) != NULL) {
		r->next = b->head;
		b->head = r; // EXPECT: check-then-act
	}
	pthread_rwlock_unlock(&b->lock);
	return 0;
}

int preload(const char *name, struct answer ans)
{
	struct bucket *b = &cache[hash_name(name)];
	struct record *r, *fresh;

	pthread_rwlock_rdlock(&b->lock);
	r = find_record(b, name);
	pthread_rwlock_unlock(&b->lock);
	if (r != NULL)
		return 0;
	fresh = new_record(name, ans);
	if (fresh == NULL)
		return -1;
	pthread_rwlock_wrlock(&b->lock);
	if (find_record(b, name) == NULL) {
		fresh->next = b->head;
		b->head = fresh;
		fresh = NULL;
	}
	pthread_rwlock_unlock(&b->lock);
	if (fresh != NULL) {
		free(fresh->name);
		free(fresh);
	}
	return 0;
}

void *sweeper(void *unused)
{
	struct timespec ts = { 30, 0 };
	unsigned i;

	(void)unused;
	for (;;) {
		nanosleep(&ts, NULL);
		for (i = 0; i < NBUCKETS; i++) {
			struct bucket *b = &cache[i];
			struct record **pp, *r;
			time_t now = time(NULL);

			pthread_rwlock_wrlock(&b->lock);
			b->lookups = 0;
			for (pp = &b->head; (r = *pp) != NULL;) {
				if (r->ans.expires > now) {
					pp = &r->next;
					continue;
				}
				*pp = r->next;
				free(r->name);
				free(r);
			}
			pthread_rwlock_unlock(&b->lock);
		}
	}
	return NULL;
}

int cache_start(pthread_t *tid)
{
	unsigned i;

	for (i = 0; i < NBUCKETS; i++)
		if (pthread_rwlock_init(&cache[i].lock, NULL) != 0)
			return -1;
	return pthread_create(tid, NULL, sweeper, NULL);
}
