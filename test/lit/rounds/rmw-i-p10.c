// RUN: %tocsin %s
// STD: gnu17
/* Embedded key-value store: optimistic updates through a per-record version. */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NREC 1024

struct rec { uint32_t key; uint32_t ver; int64_t value; unsigned writes; };

struct store {
	pthread_rwlock_t lock;
	struct rec rec[NREC];
	unsigned nrec;
	uint64_t commits;
	uint64_t conflicts;
};

typedef int64_t (*mutate_fn)(int64_t old, void *arg);

static struct rec *rec_find(struct store *s, uint32_t key)
{
	for (unsigned i = 0; i < s->nrec; i++)
		if (s->rec[i].key == key)
			return &s->rec[i];
	return NULL;
}

static struct rec *rec_add(struct store *s, uint32_t key)
{
	struct rec *r;

	if (s->nrec == NREC)
		return NULL;
	r = &s->rec[s->nrec++];
	memset(r, 0, sizeof(*r));
	r->key = key;
	return r;
}

static int snapshot(struct store *s, uint32_t key, struct rec *out)
{
	struct rec *r;
	int rc = -ENOENT;

	pthread_rwlock_rdlock(&s->lock);
	r = rec_find(s, key);
	if (r) {
		*out = *r;
		rc = 0;
	}
	pthread_rwlock_unlock(&s->lock);
	return rc;
}

int store_update(struct store *s, uint32_t key, mutate_fn fn, void *arg)
{
	struct rec old, *r;
	int64_t next;
	int rc, tries = 0;

again:
	rc = snapshot(s, key, &old);
	if (rc)
		return rc;
	next = fn(old.value, arg);           /* may be slow, runs without the lock */

	pthread_rwlock_wrlock(&s->lock);
	r = rec_find(s, key);
	if (!r) {
		rc = -ENOENT;
		goto out;
	}
	if (r->ver != old.ver) {
		s->conflicts++;
		rc = -EAGAIN;
		goto out;
	}
	r->value = next;
	r->ver = old.ver + 1;
	r->writes++;
	s->commits++;
out:
	pthread_rwlock_unlock(&s->lock);
	if (rc == -EAGAIN && ++tries < 100)
		goto again;
	return rc;
}

int store_ensure(struct store *s, uint32_t key)
{
	struct rec probe;
	int rc = 0;

	if (snapshot(s, key, &probe) == 0)
		return 0;
	pthread_rwlock_wrlock(&s->lock);
	if (!rec_find(s, key) && !rec_add(s, key))
		rc = -ENOSPC;
	pthread_rwlock_unlock(&s->lock);
	return rc;
}

static int64_t add_cents(int64_t old, void *arg)
{
	return old + *(int *)arg;
}

static void *teller(void *arg)
{
	struct store *s = arg;
	int amount = 25;

	for (uint32_t i = 0; i < 50000; i++) {
		if (store_ensure(s, i % 100))
			break;
		store_update(s, i % 100, add_cents, &amount);
	}
	return NULL;
}

int main(void)
{
	struct store *s = calloc(1, sizeof(*s));
	pthread_t t[4];

	if (!s || pthread_rwlock_init(&s->lock, NULL))
		return 1;
	for (uint32_t k = 0; k < 10; k++)
		rec_add(s, k);
	for (int i = 0; i < 4; i++)
		pthread_create(&t[i], NULL, teller, s);
	for (int i = 0; i < 4; i++)
		pthread_join(t[i], NULL);
	s->commits += s->conflicts;
	printf("%llu\n", (unsigned long long)s->commits);
	free(s);
	return 0;
}
