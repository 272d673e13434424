// RUN: %tocsin %s
// STD: gnu17
/* Outbound mail queue runner, C11 threads. */
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

#define RUNNERS 8

struct envelope {
	struct envelope *next;
	char             rcpt[128];
	unsigned         attempts;
};

struct mailq {
	mtx_t            lock;
	cnd_t            more;
	struct envelope *head;
	struct envelope *deferred;
	_Atomic unsigned depth;
	_Atomic unsigned high_water;
	_Atomic unsigned delivered;
	atomic_bool      flushing;
	bool             closed;
};

extern int smtp_deliver(const char *rcpt);

static void note_depth(struct mailq *q)
{
	unsigned d = atomic_load(&q->depth);

	if (d > atomic_load(&q->high_water))
		atomic_store(&q->high_water, d); // EXPECT: split-atomic
}

int mailq_put(struct mailq *q, const char *rcpt)
{
	struct envelope *e = calloc(1, sizeof *e);

	if (!e)
		return -1;
	snprintf(e->rcpt, sizeof e->rcpt, "%s", rcpt);
	q->depth = q->depth + 1; // EXPECT: split-atomic
	note_depth(q);
	mtx_lock(&q->lock);
	e->next = q->head;
	q->head = e;
	cnd_signal(&q->more);
	mtx_unlock(&q->lock);
	return 0;
}

/* operator command or idle runner */
void mailq_flush(struct mailq *q)
{
	struct envelope *e;

	if (atomic_load(&q->flushing))
		return;
	atomic_store(&q->flushing, true); // EXPECT: split-atomic
	mtx_lock(&q->lock);
	while ((e = q->deferred)) {
		q->deferred = e->next;
		e->next = q->head;
		q->head = e;
	}
	cnd_broadcast(&q->more);
	mtx_unlock(&q->lock);
	atomic_store(&q->flushing, false);
}

static void defer(struct mailq *q, struct envelope *e)
{
	e->attempts++;
	mtx_lock(&q->lock);
	e->next = q->deferred;
	q->deferred = e;
	mtx_unlock(&q->lock);
}

static int runner(void *arg)
{
	struct mailq *q = arg;

	for (;;) {
		struct envelope *e;

		mtx_lock(&q->lock);
		while (!(e = q->head) && !q->closed)
			cnd_wait(&q->more, &q->lock);
		if (!e) {
			mtx_unlock(&q->lock);
			return 0;
		}
		q->head = e->next;
		mtx_unlock(&q->lock);

		if (smtp_deliver(e->rcpt) == 0) {
			q->delivered++;
			q->depth--;
			free(e);
		} else if (e->attempts < 5) {
			defer(q, e);
		} else {
			q->depth--;
			free(e);
			mailq_flush(q);
		}
	}
}

int mailq_start(struct mailq *q, thrd_t *t)
{
	if (mtx_init(&q->lock, mtx_plain) != thrd_success ||
	    cnd_init(&q->more) != thrd_success)
		return -1;
	atomic_init(&q->depth, 0);
	atomic_init(&q->high_water, 0);
	for (int i = 0; i < RUNNERS; i++)
		if (thrd_create(&t[i], runner, q) != thrd_success)
			return -1;
	return 0;
}
