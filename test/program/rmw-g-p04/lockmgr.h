#ifndef LOCKMGR_H
#define LOCKMGR_H
#include <pthread.h>
#include <stdint.h>

#define LM_PARTITIONS 16

typedef enum { LM_SHARE = 1, LM_UPDATE = 2, LM_EXCL = 4 } lm_mode;

typedef struct lm_request {
	struct lm_request *next;
	uint64_t           txn;
	lm_mode            mode;
	int                granted;
	int                victim;
} lm_request;

typedef struct lm_object {
	struct lm_object *hnext;
	uint64_t          key;
	lm_request       *queue;
	unsigned          n_granted;
} lm_object;

typedef struct lm_partition {
	pthread_mutex_t latch;
	pthread_cond_t  wakeup;
	lm_object      *chain;
	unsigned long   n_waits;
	unsigned long   n_grants;
} lm_partition;

extern lm_partition lm_parts[LM_PARTITIONS];

static inline lm_partition *lm_part_of(uint64_t key)
{
	return &lm_parts[(key * 0x9e3779b97f4a7c15ull) >> 60];
}

void lm_init(void);
int  lm_acquire(lm_request *rq, uint64_t key, lm_mode mode);
void lm_release(lm_request *rq, uint64_t key);

/* shared between lockmgr.c and deadlock.c */
lm_object *lm_lookup(lm_partition *p, uint64_t key);
void lm_account_grant(lm_partition *p);

int  lm_start_detector(pthread_t *tid, volatile int *stop);
#endif
