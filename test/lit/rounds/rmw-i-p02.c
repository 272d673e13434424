// RUN: %tocsin %s
// STD: gnu17
/* Telemetry agent: samplers push measurements, a flusher ships a summary. */
#include <inttypes.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>
#include <time.h>

#define NSAMPLERS 6

struct series {
	char name[32];
	_Atomic uint64_t count;
	_Atomic uint64_t sum_us;
	_Atomic uint64_t peak_us;
	_Atomic int64_t budget;          /* samples that may still be sent in this window */
	atomic_bool flushing;
};

static struct series g_series[] = {
	{ .name = "db.query", .budget = 1000 },
	{ .name = "http.request", .budget = 5000 },
	{ .name = "cache.fill", .budget = 200 },
};
static atomic_bool g_stop;

static uint64_t now_us(void)
{
	struct timespec ts;
	timespec_get(&ts, TIME_UTC);
	return (uint64_t)ts.tv_sec * 1000000u + (uint64_t)ts.tv_nsec / 1000u;
}

static bool series_take_budget(struct series *s)
{
	int64_t left = atomic_load_explicit(&s->budget, memory_order_relaxed);

	while (left > 0) {
		if (atomic_compare_exchange_weak_explicit(&s->budget, &left, left - 1,
		                                          memory_order_relaxed, memory_order_relaxed))
			return true;
	}
	return false;
}

static void series_record(struct series *s, uint64_t us)
{
	if (!series_take_budget(s))
		return;
	atomic_fetch_add_explicit(&s->count, 1, memory_order_relaxed);
	s->sum_us += us;
	if (us > atomic_load_explicit(&s->peak_us, memory_order_relaxed))
		atomic_store_explicit(&s->peak_us, us, memory_order_relaxed); // EXPECT: split-atomic
}

/* Unused budget of the last window is carried over, but at most once. */
static void series_refill(struct series *s, int64_t quota)
{
	int64_t left = atomic_load(&s->budget);
	int64_t next = left + quota;

	if (next > 2 * quota)
		next = 2 * quota;
	atomic_store(&s->budget, next); // EXPECT: split-atomic
}

static void series_flush(struct series *s)
{
	uint64_t n, sum, peak;

	if (atomic_exchange(&s->flushing, true))
		return;
	n = atomic_exchange(&s->count, 0);
	sum = atomic_exchange(&s->sum_us, 0);
	peak = atomic_exchange(&s->peak_us, 0);
	if (n)
		printf("%s n=%" PRIu64 " avg=%" PRIu64 " peak=%" PRIu64 "\n", s->name, n, sum / n, peak);
	atomic_store(&s->flushing, false);
}

static int sampler(void *arg)
{
	struct series *s = arg;

	while (!atomic_load(&g_stop)) {
		uint64_t t0 = now_us();
		thrd_yield();
		series_record(s, now_us() - t0);
	}
	return 0;
}

static int flusher(void *arg)
{
	size_t n = sizeof(g_series) / sizeof(g_series[0]);
	struct timespec d = { .tv_sec = 1 };

	(void)arg;
	for (int round = 0; round < 10; round++) {
		thrd_sleep(&d, NULL);
		for (size_t i = 0; i < n; i++) {
			series_flush(&g_series[i]);
			series_refill(&g_series[i], 1000);
		}
	}
	atomic_store(&g_stop, true);
	return 0;
}

int main(void)
{
	thrd_t t[NSAMPLERS], f;

	for (int i = 0; i < NSAMPLERS; i++)
		if (thrd_create(&t[i], sampler, &g_series[i % 3]) != thrd_success)
			return EXIT_FAILURE;
	if (thrd_create(&f, flusher, NULL) != thrd_success)
		return EXIT_FAILURE;
	thrd_join(f, NULL);
	for (int i = 0; i < NSAMPLERS; i++)
		thrd_join(t[i], NULL);
	return EXIT_SUCCESS;
}
