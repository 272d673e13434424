// STD: gnu17
#include "blkdev.h"

#include <errno.h>
#include <stdint.h>
#include <unistd.h>

int submit_io(struct blkdev *dev, bool write, unsigned sectors)
{
	int rc;

	if (!mutex_trylock(&dev->lock))
		mutex_lock(&dev->lock);
	rc = dev_begin_locked(dev);
	mutex_unlock(&dev->lock);
	if (rc)
		return rc;
	usleep(sectors);
	mutex_lock(&dev->lock);
	dev_end_locked(dev, write, sectors);
	mutex_unlock(&dev->lock);
	return 0;
}

int drain(struct blkdev *dev)
{
	int tries = 100, rc = -ETIMEDOUT;

	mutex_lock(&dev->lock);
	dev_set_flags_locked(dev, DEV_DRAINING, 0);
	while (tries-- > 0) {
		if (dev->inflight == 0) {
			dev_set_flags_locked(dev, 0, DEV_ONLINE);
			rc = 0;
			break;
		}
		mutex_unlock(&dev->lock);
		usleep(1000);
		mutex_lock(&dev->lock);
	}
	dev_set_flags_locked(dev, 0, DEV_DRAINING);
	mutex_unlock(&dev->lock);
	return rc;
}

static void *io_worker(void *arg)
{
	struct blkdev *dev = dev_get((int)(intptr_t)arg);
	unsigned i;

	if (!dev)
		return NULL;
	for (i = 0; i < 1000; i++)
		if (submit_io(dev, i & 1, i % 64) == -ENODEV)
			break;
	dev_put(dev);
	return NULL;
}

int main(void)
{
	pthread_t t[4];
	struct blkdev *dev = dev_create(3);
	int i, rc;

	if (!dev)
		return 1;
	for (i = 0; i < 4; i++)
		if (pthread_create(&t[i], NULL, io_worker, (void *)(intptr_t)3))
			return 1;
	rc = drain(dev);
	for (i = 0; i < 4; i++)
		pthread_join(t[i], NULL);
	dev_put(dev);
	return rc != 0;
}
