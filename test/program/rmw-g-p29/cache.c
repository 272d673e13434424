// STD: gnu17
#include "blk.h"
#include <string.h>
#include <unistd.h>

static int line_flush(struct blkdev *d, struct blk_line *l)
{
	if (pwrite(d->fd, l->data, BLK_SECTOR, (off_t)(l->lba * BLK_SECTOR)) != BLK_SECTOR) {
		d->flags |= BLK_F_ERROR;
		return -1;
	}
	l->dirty = false;
	d->dirty_count--;
	return 0;
}

struct blk_line *blk_cache_get(struct blkdev *d, uint64_t lba)
{
	struct blk_line *victim = &d->lines[0];

	blk_assert_locked(d);
	for (int i = 0; i < BLK_CACHE; i++) {
		struct blk_line *l = &d->lines[i];
		if (l->valid && l->lba == lba) {
			l->age = ++d->clock;
			d->hits++;
			return l;
		}
		if (!l->valid || l->age < victim->age)
			victim = l;
	}
	if (victim->valid && victim->dirty && line_flush(d, victim) < 0)
		return NULL;
	if (pread(d->fd, victim->data, BLK_SECTOR, (off_t)(lba * BLK_SECTOR)) != BLK_SECTOR)
		return NULL;
	victim->lba = lba;
	victim->valid = true;
	victim->dirty = false;
	victim->age = ++d->clock;
	return victim;
}

void blk_cache_mark_dirty(struct blkdev *d, struct blk_line *l)
{
	if (!l->dirty) {
		l->dirty = true;
		d->dirty_count++;
	}
}

int blk_cache_writeback(struct blkdev *d)
{
	int rc = 0;

	for (int i = 0; i < BLK_CACHE && d->dirty_count > 0; i++)
		if (d->lines[i].valid && d->lines[i].dirty && line_flush(d, &d->lines[i]) < 0) // EXPECT-NOISE: lost-update
			rc = -1;
	return rc;
}
