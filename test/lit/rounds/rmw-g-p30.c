// RUN: %tocsin %s
// STD: gnu17
/* Page-buffer pool of the column store: scan threads pin, a reclaimer trims. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define PAGE  8192
#define NPAGES 4096
#define NSCAN 12

struct page {
	uint64_t     id;
	volatile int pins;
	int          spin;
	bool         loaded;
	uint8_t     *data;
};

static struct page pool[NPAGES];
static size_t      outstanding;
static size_t      budget = (size_t)NPAGES * PAGE / 2;
static uint64_t    evictions;
static bool        shutting_down;

extern int storage_read(uint64_t id, uint8_t *buf);
extern int scan_next(int worker, uint64_t *id);
extern void scan_consume(int worker, const uint8_t *data);

static void page_lock(struct page *p)
{
	while (__sync_lock_test_and_set(&p->spin, 1))
		while (__atomic_load_n(&p->spin, __ATOMIC_RELAXED))
			;
}

static void page_unlock(struct page *p)
{
	__sync_lock_release(&p->spin);
}

static int page_load(struct page *p)
{
	int rc = 0;

	page_lock(p);
	if (!p->loaded) {
		p->data = malloc(PAGE);
		if (!p->data || storage_read(p->id, p->data) < 0) {
			free(p->data);
			p->data = NULL;
			rc = -EIO;
		} else {
			p->loaded = true;
			__atomic_add_fetch(&outstanding, PAGE, __ATOMIC_RELAXED);
		}
	}
	page_unlock(p);
	return rc;
}

static struct page *page_pin(uint64_t id)
{
	struct page *p = &pool[id % NPAGES];

	p->pins++; // EXPECT: lost-update
	if (page_load(p) < 0) {
		__sync_fetch_and_sub(&p->pins, 1);
		return NULL;
	}
	return p;
}

static void page_unpin(struct page *p)
{
	__sync_fetch_and_sub(&p->pins, 1);
}

static size_t evict_one(struct page *p)
{
	size_t freed = 0;

	page_lock(p);
	if (p->loaded && __sync_bool_compare_and_swap(&p->pins, 0, -NSCAN)) {
		free(p->data);
		p->data = NULL;
		p->loaded = false;
		freed = PAGE;
		__sync_fetch_and_add(&p->pins, NSCAN);
	}
	page_unlock(p);
	return freed;
}

static void *reclaimer(void *arg)
{
	unsigned hand = 0;

	(void)arg;
	while (!__atomic_load_n(&shutting_down, __ATOMIC_ACQUIRE)) {
		while (__atomic_load_n(&outstanding, __ATOMIC_RELAXED) > budget) {
			size_t n = evict_one(&pool[hand++ % NPAGES]);

			if (n == 0)
				continue;
			outstanding -= n; // EXPECT: lost-update
			evictions++;
		}
		usleep(1000);
	}
	return NULL;
}

static void *scanner(void *arg)
{
	int me = (int)(intptr_t)arg;
	uint64_t id;

	while (scan_next(me, &id) == 0) {
		struct page *p = page_pin(id);

		if (!p)
			continue;
		scan_consume(me, p->data);
		page_unpin(p);
	}
	return NULL;
}

int pool_run(void)
{
	pthread_t t[NSCAN], r;

	for (uint64_t i = 0; i < NPAGES; i++)
		pool[i].id = i;
	if (pthread_create(&r, NULL, reclaimer, NULL))
		return -EAGAIN;
	for (int i = 0; i < NSCAN; i++)
		if (pthread_create(&t[i], NULL, scanner, (void *)(intptr_t)i))
			abort();
	for (int i = 0; i < NSCAN; i++)
		pthread_join(t[i], NULL);
	__atomic_store_n(&shutting_down, true, __ATOMIC_RELEASE);
	pthread_join(r, NULL);
	printf("%llu evictions\n", (unsigned long long)evictions);
	return 0;
}
