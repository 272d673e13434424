// STD: gnu17
#include "blk.h"
#include <errno.h>
#include <string.h>

static int cached_read(struct blkdev *d, struct blk_req *rq)
{
	for (uint32_t i = 0; i < rq->count; i++) {
		struct blk_line *l = blk_cache_get(d, rq->lba + i);
		if (!l)
			return -EIO;
		memcpy(rq->buf + (size_t)i * BLK_SECTOR, l->data, BLK_SECTOR);
	}
	d->reads += rq->count;
	return 0;
}

static int cached_write(struct blkdev *d, struct blk_req *rq)
{
	if (d->flags & BLK_F_RO)
		return -EROFS;
	for (uint32_t i = 0; i < rq->count; i++) {
		struct blk_line *l = blk_cache_get(d, rq->lba + i);
		if (!l)
			return -EIO;
		memcpy(l->data, rq->buf + (size_t)i * BLK_SECTOR, BLK_SECTOR);
		blk_cache_mark_dirty(d, l);
	}
	d->writes += rq->count;
	if (d->dirty_count > BLK_CACHE / 2)
		return blk_cache_writeback(d);
	return 0;
}

static int cached_flush(struct blkdev *d, struct blk_req *rq)
{
	(void)rq;
	d->flags &= ~BLK_F_ERROR;
	return blk_cache_writeback(d);
}

const struct blk_ops blk_cached_ops = {
	.read  = cached_read,
	.write = cached_write,
	.flush = cached_flush,
};
