// RUN: %tocsin %s
// STD: gnu17
/* jobslot.c - lock free job slots of the render farm's node agent */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define NSLOT 64

enum slot_state { SLOT_FREE, SLOT_CLAIMED, SLOT_RUNNING, SLOT_CANCELLED };

struct slot {
	_Atomic int state;
	_Atomic uint64_t progress;	/* version << 32 | permille */
	void (*fn)(void *);
	void *arg;
};

static struct slot slots[NSLOT];
static _Atomic uint32_t peak_running;
static uint32_t running;
static _Atomic bool draining;
static uint64_t frame_budget;

static void note_running(uint32_t n)
{
	uint32_t seen = atomic_load(&peak_running);

	while (n > seen && !atomic_compare_exchange_weak(&peak_running, &seen, n))
		;
}

int slot_submit(void (*fn)(void *), void *arg)
{
	int i;

	for (i = 0; i < NSLOT; i++) {
		int expected = SLOT_FREE;

		if (atomic_load(&draining))
			return -1;
		if (!atomic_compare_exchange_strong(&slots[i].state, &expected, SLOT_CLAIMED))
			continue;
		slots[i].fn = fn;
		slots[i].arg = arg;
		atomic_store_explicit(&slots[i].progress, 0, memory_order_relaxed);
		atomic_store(&slots[i].state, SLOT_RUNNING);
		return i;
	}
	return -1;
}

/* too late if the job has gone already; nothing to do then */
void slot_cancel(int i)
{
	int expected = SLOT_RUNNING;

	(void)atomic_compare_exchange_strong(&slots[i].state, &expected, SLOT_CANCELLED);
}

void agent_drain(void)
{
	bool off = false;

	atomic_compare_exchange_strong(&draining, &off, true);
}

/* several render threads report; versions only grow */
void slot_progress(int i, uint32_t permille)
{
	uint64_t old = atomic_load(&slots[i].progress), next;

	do {
		uint32_t version = (uint32_t)(old >> 32) + 1;

		if ((uint32_t)old >= permille)
			return;
		next = (uint64_t)version << 32 | permille;
	} while (!atomic_compare_exchange_weak(&slots[i].progress, &old, next));
}

/* version the caller displayed last; true if its redraw is still the newest */
bool slot_ack(int i, uint32_t version, uint32_t permille)
{
	uint64_t expected = (uint64_t)version << 32 | permille;

	return atomic_compare_exchange_strong(&slots[i].progress, &expected,
					      (uint64_t)(version + 1) << 32 | permille);
}

bool budget_take(uint64_t ns)
{
	uint64_t left = __atomic_load_n(&frame_budget, __ATOMIC_ACQUIRE);

	for (;;) {
		if (left < ns)
			return false;
		if (__atomic_compare_exchange_n(&frame_budget, &left, left - ns, false, __ATOMIC_ACQ_REL,
						__ATOMIC_ACQUIRE))
			return true;
	}
}

void budget_refill(uint64_t ns)
{
	uint64_t cur;

	do
		cur = __atomic_load_n(&frame_budget, __ATOMIC_RELAXED);
	while (!__sync_bool_compare_and_swap(&frame_budget, cur, cur + ns > 40000000u ? 40000000u : cur + ns));
}

void *slot_worker(void *p)
{
	struct slot *s = p;

	note_running(__sync_add_and_fetch(&running, 1));
	if (atomic_load(&s->state) == SLOT_RUNNING)
		s->fn(s->arg);
	__sync_sub_and_fetch(&running, 1);
	atomic_store(&s->state, SLOT_FREE);
	return NULL;
}
