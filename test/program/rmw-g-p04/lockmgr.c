// STD: gnu17
#include "lockmgr.h"
#include <errno.h>
#include <stdlib.h>

lm_partition lm_parts[LM_PARTITIONS];

void lm_init(void)
{
	for (int i = 0; i < LM_PARTITIONS; i++) {
		pthread_mutex_init(&lm_parts[i].latch, NULL);
		pthread_cond_init(&lm_parts[i].wakeup, NULL);
	}
}

lm_object *lm_lookup(lm_partition *p, uint64_t key)
{
	lm_object *o;

	for (o = p->chain; o; o = o->hnext)
		if (o->key == key)
			return o;
	o = calloc(1, sizeof *o);
	if (!o)
		return NULL;
	o->key = key;
	o->hnext = p->chain;
	p->chain = o;
	return o;
}

void lm_account_grant(lm_partition *p)
{
	p->n_grants++;
}

static int compatible(const lm_object *o, lm_mode mode)
{
	if (o->n_granted == 0)
		return 1;
	for (const lm_request *r = o->queue; r; r = r->next)
		if (r->granted && (r->mode != LM_SHARE || mode != LM_SHARE))
			return 0;
	return 1;
}

int lm_acquire(lm_request *rq, uint64_t key, lm_mode mode)
{
	lm_partition *p = lm_part_of(key);
	lm_object *o;
	int rc = 0;

	pthread_mutex_lock(&p->latch);
	if (!(o = lm_lookup(p, key))) {
		rc = -ENOMEM;
		goto done;
	}
	rq->mode = mode;
	rq->granted = rq->victim = 0;
	rq->next = o->queue;
	o->queue = rq;
	while (!compatible(o, mode) && !rq->victim) {
		p->n_waits++;
		pthread_cond_wait(&p->wakeup, &p->latch);
	}
	if (rq->victim) {
		rc = -EDEADLK;
		goto done;
	}
	rq->granted = 1;
	o->n_granted++;
	lm_account_grant(p);
done:
	pthread_mutex_unlock(&p->latch);
	return rc;
}

void lm_release(lm_request *rq, uint64_t key)
{
	lm_partition *p = lm_part_of(key);
	lm_object *o;

	pthread_mutex_lock(&p->latch);
	if ((o = lm_lookup(p, key))) {
		lm_request **pp = &o->queue;
		while (*pp && *pp != rq)
			pp = &(*pp)->next;
		if (*pp)
			*pp = rq->next;
		if (rq->granted)
			o->n_granted--;
	}
	pthread_cond_broadcast(&p->wakeup);
	pthread_mutex_unlock(&p->latch);
}
