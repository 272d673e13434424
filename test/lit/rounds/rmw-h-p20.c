// RUN: %tocsin %s
// STD: gnu17
/* Block allocator of a disk image writer; several writer threads share one image. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BLK 4096u

struct image {
	int fd;
	pthread_mutex_t lock;
	uint64_t nblocks;
	uint64_t next_free;
	uint64_t *map;
	uint64_t map_len;
	uint64_t written;
	int error;
};

struct writer_arg {
	struct image *img;
	uint64_t first, count;
	const uint8_t *src;
};

static int grow_map(struct image *im, uint64_t want)
{
	uint64_t *m;
	if (want < im->map_len)
		return 0;
	m = realloc(im->map, (want + 64) * sizeof *m);
	if (!m)
		return -ENOMEM;
	memset(m + im->map_len, 0xff, (want + 64 - im->map_len) * sizeof *m);
	im->map = m;
	im->map_len = want + 64;
	return 0;
}

static int write_at(struct image *im, uint64_t phys, const uint8_t *p)
{
	ssize_t n = pwrite(im->fd, p, BLK, (off_t)(phys * BLK));
	if (n < 0)
		return -errno;
	return n == (ssize_t)BLK ? 0 : -EIO;
}

int image_write_block(struct image *im, uint64_t lblk, const uint8_t *p)
{
	uint64_t phys;
	int rc;

	pthread_mutex_lock(&im->lock);
	if (im->error) {
		rc = im->error;
		goto out;
	}
	rc = grow_map(im, lblk);
	if (rc)
		goto out;
	phys = im->map[lblk];
	if (phys == UINT64_MAX) {
		phys = im->next_free;
		if (phys >= im->nblocks) {
			rc = -ENOSPC;
			goto out;
		}
		pthread_mutex_unlock(&im->lock);
		rc = write_at(im, phys, p);
		if (rc)
			return rc;
		pthread_mutex_lock(&im->lock);
		im->map[lblk] = phys; // EXPECT-MISS: lost-update
		im->next_free = phys + 1; // EXPECT: lost-update
		im->written++;
		goto out;
	}
	pthread_mutex_unlock(&im->lock);
	rc = write_at(im, phys, p);
	pthread_mutex_lock(&im->lock);
	if (rc == 0)
		im->written++;
	else if (!im->error)
		im->error = rc;
out:
	pthread_mutex_unlock(&im->lock);
	return rc;
}

static void *writer(void *v)
{
	struct writer_arg *a = v;
	for (uint64_t i = 0; i < a->count; i++) {
		int rc = image_write_block(a->img, a->first + i, a->src + i * BLK);
		if (rc) {
			fprintf(stderr, "block %llu: %s\n", (unsigned long long)(a->first + i),
			        strerror(-rc));
			return (void *)(intptr_t)rc;
		}
	}
	return NULL;
}

int image_fill(struct image *im, const uint8_t *src, uint64_t blocks, int nthreads)
{
	pthread_t tid[16];
	struct writer_arg a[16];
	uint64_t per = blocks / (uint64_t)nthreads;
	int rc = 0;

	for (int i = 0; i < nthreads && i < 16; i++) {
		a[i] = (struct writer_arg){ im, per * (uint64_t)i, per, src + per * (uint64_t)i * BLK };
		if (pthread_create(&tid[i], NULL, writer, &a[i]))
			abort();
	}
	for (int i = 0; i < nthreads && i < 16; i++) {
		void *r;
		pthread_join(tid[i], &r);
		if (r)
			rc = (int)(intptr_t)r;
	}
	return rc;
}
