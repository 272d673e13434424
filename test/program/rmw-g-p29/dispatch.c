// STD: gnu17
#include "blk.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define QUEUES 4

struct queue {
	struct blkdev *dev;
	int            idx;
	uint64_t       completed;
};

extern struct blk_req *vq_pop(int idx);
extern void vq_push(int idx, struct blk_req *rq);

int blk_submit(struct blkdev *d, struct blk_req *rq)
{
	int rc;

	blk_lock(d);
	switch (rq->op) {
	case BLK_READ:
		rc = d->ops->read(d, rq);
		break;
	case BLK_WRITE:
		rc = d->ops->write(d, rq);
		break;
	case BLK_FLUSH:
		rc = d->ops->flush(d, rq);
		break;
	default:
		rc = -EOPNOTSUPP;
	}
	blk_unlock(d);
	rq->status = rc;
	return rc;
}

static void *queue_main(void *arg)
{
	struct queue *q = arg;
	struct blk_req *rq;

	while ((rq = vq_pop(q->idx))) {
		blk_submit(q->dev, rq);
		q->completed++;
		vq_push(q->idx, rq);
	}
	return NULL;
}

int blk_open(struct blkdev *d, int fd, const struct blk_ops *ops)
{
	memset(d, 0, sizeof *d);
	pthread_mutex_init(&d->lock, NULL);
	d->fd = fd;
	d->ops = ops ? ops : &blk_cached_ops;
	d->clock++;
	d->flags |= BLK_F_RO;
	return 0;
}

int blk_serve(struct blkdev *d, bool writable)
{
	pthread_t t[QUEUES];
	struct queue q[QUEUES];
	uint64_t total = 0;
	int i;

	if (writable)
		d->flags &= ~BLK_F_RO;
	for (i = 0; i < QUEUES; i++) {
		q[i] = (struct queue){ d, i, 0 };
		if (pthread_create(&t[i], NULL, queue_main, &q[i]))
			abort();
	}
	for (i = 0; i < QUEUES; i++) {
		pthread_join(t[i], NULL);
		total += q[i].completed;
	}
	if (d->dirty_count > 0)
		blk_cache_writeback(d);
	return total > 0 ? 0 : -1;
}
