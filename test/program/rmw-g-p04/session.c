// STD: gnu17
#include "lockmgr.h"
#include <stdint.h>
#include <stdlib.h>

struct session {
	uint64_t   txn;
	lm_request rq;
	uint64_t   rows[32];
	int        nrows;
};

extern int session_next_batch(struct session *s);
extern void row_update(uint64_t row);

static void *session_main(void *arg)
{
	struct session *s = arg;

	while (session_next_batch(s) > 0) {
		for (int i = 0; i < s->nrows; i++) {
			s->rq.txn = s->txn;
			if (lm_acquire(&s->rq, s->rows[i], LM_EXCL) < 0) {
				lm_release(&s->rq, s->rows[i]);
				break;
			}
			row_update(s->rows[i]);
			lm_release(&s->rq, s->rows[i]);
		}
	}
	free(s);
	return NULL;
}

int session_open(uint64_t txn, pthread_t *tid)
{
	struct session *s = calloc(1, sizeof *s);

	if (!s)
		return -1;
	s->txn = txn;
	if (pthread_create(tid, NULL, session_main, s)) {
		free(s);
		return -1;
	}
	return 0;
}
