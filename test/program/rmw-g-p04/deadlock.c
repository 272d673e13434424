// STD: gnu17
#include "lockmgr.h"
#include <unistd.h>

static uint64_t youngest_waiter(const lm_object *o)
{
	uint64_t best = 0;

	for (const lm_request *r = o->queue; r; r = r->next)
		if (!r->granted && !r->victim && r->txn > best)
			best = r->txn;
	return best;
}

static int choose_victims(lm_partition *p)
{
	int forced = 0;

	pthread_mutex_lock(&p->latch);
	for (lm_object *o = p->chain; o; o = o->hnext) {
		uint64_t txn = youngest_waiter(o);
		if (txn == 0 || o->n_granted == 0)
			continue;
		for (lm_request *r = o->queue; r; r = r->next)
			if (r->txn == txn && !r->granted) {
				r->victim = 1;
				forced++;
			}
	}
	pthread_mutex_unlock(&p->latch);
	return forced;
}

static void *detector_main(void *arg)
{
	volatile int *stop = arg;

	while (!*stop) {
		for (int i = 0; i < LM_PARTITIONS; i++) {
			lm_partition *p = &lm_parts[i];
			int n = choose_victims(p);

			while (n-- > 0)
				lm_account_grant(p); // EXPECT: lost-update
			pthread_cond_broadcast(&p->wakeup);
		}
		usleep(200000);
	}
	return NULL;
}

int lm_start_detector(pthread_t *tid, volatile int *stop)
{
	return pthread_create(tid, NULL, detector_main, (void *)stop);
}
