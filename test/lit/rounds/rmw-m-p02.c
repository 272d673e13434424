// RUN: %tocsin %s
// STD: gnu17
/* Run queue of a user-mode task executor; layout follows the kernel original. */
#include <errno.h>
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#define NR_CPUS 4

struct list_head { struct list_head *next, *prev; };

struct task {
	struct list_head node;
	int prio;
	uint64_t vruntime;
	void (*fn)(void *);
	void *arg;
};

struct rq {
	pthread_spinlock_t lock;
	struct list_head queue;
	unsigned int nr_running;
	unsigned long nr_switches;
	unsigned long contended;
	uint64_t min_vruntime;
	int cpu;
};

static struct rq runqueues[NR_CPUS];
static volatile int stopping;

static inline void rq_lock(struct rq *rq)
{
	pthread_spin_lock(&rq->lock);
}

static inline int rq_trylock(struct rq *rq)
{
	return pthread_spin_trylock(&rq->lock) == 0;
}

static inline void rq_unlock(struct rq *rq)
{
	pthread_spin_unlock(&rq->lock);
}

static void list_add_tail(struct list_head *n, struct list_head *h)
{
	n->prev = h->prev;
	n->next = h;
	h->prev->next = n;
	h->prev = n;
}

static void list_del(struct list_head *n)
{
	n->prev->next = n->next;
	n->next->prev = n->prev;
}

int enqueue_task(struct rq *rq, struct task *t)
{
	int rc = 0;

	rq_lock(rq);
	if (rq->nr_running >= 4096) {
		rc = -EAGAIN;
		goto out;
	}
	if (t->vruntime < rq->min_vruntime)
		t->vruntime = rq->min_vruntime;
	list_add_tail(&t->node, &rq->queue);
	rq->nr_running++;
out:
	rq_unlock(rq);
	return rc;
}

static struct task *pick_next(struct rq *rq)
{
	struct task *t;

	rq_lock(rq);
	if (rq->queue.next == &rq->queue) {
		rq_unlock(rq);
		return NULL;
	}
	t = (struct task *)rq->queue.next;
	list_del(&t->node);
	rq->nr_switches++;
	if (t->vruntime > rq->min_vruntime)
		rq->min_vruntime = t->vruntime;
	rq_unlock(rq);
	rq->nr_running--; // EXPECT: lost-update
	return t;
}

static struct task *steal(struct rq *self)
{
	int i;

	for (i = 0; i < NR_CPUS; i++) {
		struct rq *victim = &runqueues[i];
		struct task *t = NULL;

		if (victim == self)
			continue;
		if (!rq_trylock(victim)) {
			victim->contended++; // EXPECT: lost-update
			continue;
		}
		if (victim->nr_running > 1 && victim->queue.prev != &victim->queue) {
			t = (struct task *)victim->queue.prev;
			list_del(&t->node);
			victim->nr_running--;
		}
		victim->contended = 0;
		rq_unlock(victim);
		if (t)
			return t;
	}
	return NULL;
}

static void *cpu_loop(void *arg)
{
	struct rq *rq = arg;
	struct timespec nap = { 0, 200000 };

	while (!stopping) {
		struct task *t = pick_next(rq);

		if (!t)
			t = steal(rq);
		if (!t) {
			nanosleep(&nap, NULL);
			continue;
		}
		t->fn(t->arg);
		free(t);
	}
	return NULL;
}

int sched_start(pthread_t tids[NR_CPUS])
{
	int i;

	for (i = 0; i < NR_CPUS; i++) {
		struct rq *rq = &runqueues[i];

		rq->cpu = i;
		rq->queue.next = rq->queue.prev = &rq->queue;
		rq->nr_running = 0;
		if (pthread_spin_init(&rq->lock, PTHREAD_PROCESS_PRIVATE))
			return -1;
	}
	for (i = 0; i < NR_CPUS; i++)
		if (pthread_create(&tids[i], NULL, cpu_loop, &runqueues[i]))
			return -1;
	return 0;
}
