// RUN: %tocsin %s
// STD: gnu17
/* Shared page descriptors of an object store. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PG_DIRTY = 1, PG_PINNED = 2, PG_EVICTING = 4 };

struct page {
	uint32_t refs;
	uint32_t flags;
	uint64_t lsn;
	pthread_mutex_t latch;
	void *frame;
};

static uint64_t pages_live;
static uint64_t pages_freed;

struct page *page_new(size_t sz)
{
	struct page *p = calloc(1, sizeof(*p));

	if (!p)
		return NULL;
	p->frame = malloc(sz);
	if (!p->frame) {
		free(p);
		return NULL;
	}
	p->refs = 1;
	p->flags |= PG_DIRTY;
	pthread_mutex_init(&p->latch, NULL);
	__atomic_add_fetch(&pages_live, 1, __ATOMIC_RELAXED);
	return p;
}

void page_get(struct page *p)
{
	__atomic_add_fetch(&p->refs, 1, __ATOMIC_RELAXED);
}

static void page_destroy(struct page *p)
{
	pthread_mutex_destroy(&p->latch);
	free(p->frame);
	free(p);
	pages_live--; // EXPECT: lost-update
	__atomic_add_fetch(&pages_freed, 1, __ATOMIC_RELAXED);
}

void page_put(struct page *p)
{
	__atomic_sub_fetch(&p->refs, 1, __ATOMIC_ACQ_REL);
	if (__atomic_load_n(&p->refs, __ATOMIC_ACQUIRE) == 0)
		page_destroy(p); // EXPECT: split-atomic
}

/* returns nonzero if the caller became the evicting thread */
int page_try_evict(struct page *p)
{
	uint32_t f = __atomic_load_n(&p->flags, __ATOMIC_ACQUIRE);

	do {
		if (f & (PG_PINNED | PG_EVICTING))
			return 0;
	} while (!__atomic_compare_exchange_n(&p->flags, &f, f | PG_EVICTING, 0,
	                                      __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE));
	return 1;
}

void page_mark(struct page *p, uint64_t lsn)
{
	pthread_mutex_lock(&p->latch);
	if (lsn > p->lsn)
		p->lsn = lsn;
	pthread_mutex_unlock(&p->latch);
	__atomic_fetch_or(&p->flags, PG_DIRTY, __ATOMIC_RELEASE);
}

static void *touch(void *arg)
{
	struct page *p = arg;
	struct page *scratch = page_new(512);

	for (uint64_t i = 0; i < 1000; i++) {
		page_mark(p, i);
		if (page_try_evict(p))
			__atomic_fetch_and(&p->flags, ~(uint32_t)PG_EVICTING, __ATOMIC_RELEASE);
	}
	if (scratch)
		page_put(scratch);
	page_put(p);
	return NULL;
}

int main(void)
{
	pthread_t t[8];

	for (int round = 0; round < 100; round++) {
		struct page *p = page_new(4096);

		if (!p)
			return 1;
		for (int i = 0; i < 8; i++) {
			page_get(p);
			if (pthread_create(&t[i], NULL, touch, p))
				abort();
		}
		page_put(p);
		for (int i = 0; i < 8; i++)
			pthread_join(t[i], NULL);
	}
	printf("freed %llu\n", (unsigned long long)__atomic_load_n(&pages_freed, __ATOMIC_RELAXED));
	return 0;
}
