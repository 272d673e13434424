#ifndef BLK_H
#define BLK_H
#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#define BLK_SECTOR 512
#define BLK_CACHE  64

struct blkdev;

struct blk_req {
	int      op;
	uint64_t lba;
	uint32_t count;
	uint8_t *buf;
	int      status;
};

struct blk_ops {
	int (*read)(struct blkdev *d, struct blk_req *rq);
	int (*write)(struct blkdev *d, struct blk_req *rq);
	int (*flush)(struct blkdev *d, struct blk_req *rq);
};

struct blk_line {
	uint64_t lba;
	bool     valid, dirty;
	unsigned age;
	uint8_t  data[BLK_SECTOR];
};

struct blkdev {
	pthread_mutex_t lock;
	pthread_t       owner;
	bool            held;
	int             fd;
	const struct blk_ops *ops;
	struct blk_line lines[BLK_CACHE];
	unsigned        clock;
	unsigned        dirty_count;
	uint64_t        reads, writes, hits;
	unsigned        flags;
};

enum { BLK_READ, BLK_WRITE, BLK_FLUSH };
#define BLK_F_ERROR 1u
#define BLK_F_RO    2u

static inline void blk_lock(struct blkdev *d)
{
	pthread_mutex_lock(&d->lock);
	d->owner = pthread_self();
	d->held = true;
}

static inline void blk_unlock(struct blkdev *d)
{
	d->held = false;
	pthread_mutex_unlock(&d->lock);
}

#define blk_assert_locked(d) \
	assert((d)->held && pthread_equal((d)->owner, pthread_self()))

extern const struct blk_ops blk_cached_ops;

/* cache.c; device lock held */
struct blk_line *blk_cache_get(struct blkdev *d, uint64_t lba);
void blk_cache_mark_dirty(struct blkdev *d, struct blk_line *l);
int  blk_cache_writeback(struct blkdev *d);

/* dispatch.c */
int  blk_submit(struct blkdev *d, struct blk_req *rq);
int  blk_open(struct blkdev *d, int fd, const struct blk_ops *ops);
#endif
