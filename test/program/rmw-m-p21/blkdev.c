// STD: gnu17
#include "blkdev.h"

#include <errno.h>
#include <stdlib.h>

static struct mutex list_lock = { PTHREAD_MUTEX_INITIALIZER, false };
static struct blkdev *devices;
static int ndevices;

int dev_begin_locked(struct blkdev *dev)
{
	lockdep_assert_held(&dev->lock);
	if (!(dev->flags & DEV_ONLINE) || (dev->flags & DEV_DRAINING))
		return -ENODEV;
	dev->inflight++;
	return 0;
}

void dev_end_locked(struct blkdev *dev, bool write, unsigned sectors)
{
	dev->inflight--;
	if (write)
		dev->sectors_written += sectors;
	else
		dev->sectors_read += sectors;
}

void dev_set_flags_locked(struct blkdev *dev, unsigned set, unsigned clear)
{
	dev->flags = (dev->flags | set) & ~clear;
}

struct blkdev *dev_create(int minor)
{
	struct blkdev *dev = calloc(1, sizeof(*dev));

	if (!dev)
		return NULL;
	mutex_init(&dev->lock);
	refcount_set(&dev->ref, 1);
	dev->minor = minor;
	dev->flags |= DEV_ONLINE;
	mutex_lock(&list_lock);
	dev->next = devices;
	devices = dev;
	ndevices++;
	mutex_unlock(&list_lock);
	return dev;
}

struct blkdev *dev_get(int minor)
{
	struct blkdev *dev;

	mutex_lock(&list_lock);
	for (dev = devices; dev; dev = dev->next)
		if (dev->minor == minor && refcount_inc_not_zero(&dev->ref))
			break;
	mutex_unlock(&list_lock);
	return dev;
}

void dev_put(struct blkdev *dev)
{
	struct blkdev **pp;

	if (!refcount_dec_and_test(&dev->ref))
		return;
	mutex_lock(&list_lock);
	for (pp = &devices; *pp; pp = &(*pp)->next) {
		if (*pp == dev) {
			*pp = dev->next;
			ndevices--;
			break;
		}
	}
	mutex_unlock(&list_lock);
	free(dev);
}
