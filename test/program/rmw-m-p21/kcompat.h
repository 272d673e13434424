#ifndef KCOMPAT_H
#define KCOMPAT_H

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

struct mutex {
	pthread_mutex_t m;
	bool held;
};

void mutex_init(struct mutex *l);
void mutex_lock(struct mutex *l);
int mutex_trylock(struct mutex *l);
void mutex_unlock(struct mutex *l);
#define lockdep_assert_held(l) assert((l)->held)

typedef struct { atomic_int refs; } refcount_t;

static inline void refcount_set(refcount_t *r, int v) { atomic_store(&r->refs, v); }
static inline bool refcount_dec_and_test(refcount_t *r) { return atomic_fetch_sub(&r->refs, 1) == 1; }
static inline bool refcount_inc_not_zero(refcount_t *r)
{
	int v = atomic_load(&r->refs);

	while (v != 0)
		if (atomic_compare_exchange_weak(&r->refs, &v, v + 1))
			return true;
	return false;
}

#endif
