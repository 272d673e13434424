#ifndef BLKDEV_H
#define BLKDEV_H

#include "kcompat.h"

#define DEV_ONLINE   0x1u
#define DEV_DRAINING 0x2u

struct blkdev {
	struct blkdev *next;
	struct mutex lock;
	refcount_t ref;
	unsigned flags;
	unsigned inflight;
	unsigned long sectors_read;
	unsigned long sectors_written;
	int minor;
};

/* dev_*_locked: caller holds dev->lock */
int dev_begin_locked(struct blkdev *dev);
void dev_end_locked(struct blkdev *dev, bool write, unsigned sectors);
void dev_set_flags_locked(struct blkdev *dev, unsigned set, unsigned clear);

struct blkdev *dev_create(int minor);
struct blkdev *dev_get(int minor);
void dev_put(struct blkdev *dev);

int submit_io(struct blkdev *dev, bool write, unsigned sectors);
int drain(struct blkdev *dev);

#endif
