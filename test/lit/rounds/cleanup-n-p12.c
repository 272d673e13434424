// RUN: %tocsin %s
// STD: gnu17
/* bo_cache.c - buffer object cache of the user mode GPU driver */
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>

#define BUCKETS 14
#define KEEP_NS 1000000000ull
#define EXPORT_GRACE_NS 250000000ull

struct gem_close {
	uint32_t handle;
	uint32_t pad;
};
#define GPU_IOCTL_GEM_CLOSE _IOW('d', 0x09, struct gem_close)

struct bo {
	struct bo *next;
	uint32_t handle;
	uint32_t size;
	int refs;
	uint64_t retire_ns;	/* when the hardware is expected to be finished with it */
	uint64_t freed_ns;
};

struct bo_cache {
	pthread_mutex_t lock;
	int fd;
	struct bo *bucket[BUCKETS];
	struct bo *exported;
	uint64_t frame_ns;	/* estimated by the submit thread */
};

static uint64_t mono_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (uint64_t)ts.tv_sec * 1000000000ull + (uint64_t)ts.tv_nsec;
}

static void bo_close(struct bo_cache *c, struct bo *bo)
{
	struct gem_close req = { .handle = bo->handle };

	ioctl(c->fd, GPU_IOCTL_GEM_CLOSE, &req);
	free(bo);
}

static unsigned bucket_of(uint32_t size)
{
	unsigned b = 0;

	while (b < BUCKETS - 1 && (4096u << b) < size)
		b++;
	return b;
}

/* submit thread: the batch that uses the object is about to be queued */
void bo_mark_busy(struct bo_cache *c, struct bo *bo, unsigned frames_ahead)
{
	pthread_mutex_lock(&c->lock);
	bo->retire_ns = mono_ns() + (uint64_t)frames_ahead * c->frame_ns;
	pthread_mutex_unlock(&c->lock);
}

void bo_unref(struct bo_cache *c, struct bo *bo)
{
	unsigned b = bucket_of(bo->size);

	pthread_mutex_lock(&c->lock);
	if (--bo->refs == 0) {
		bo->freed_ns = mono_ns();
		bo->next = c->bucket[b];
		c->bucket[b] = bo;
	}
	pthread_mutex_unlock(&c->lock);
}

/* give memory back that nobody has reused for a while */
void bo_cache_trim(struct bo_cache *c)
{
	unsigned b;

	pthread_mutex_lock(&c->lock);
	const uint64_t now = mono_ns();
	for (b = 0; b < BUCKETS; b++) {
		struct bo **pp = &c->bucket[b];

		while (*pp) {
			struct bo *bo = *pp;

			if (bo->refs == 0 && now - bo->retire_ns > KEEP_NS) { // EXPECT: unsigned-age
				*pp = bo->next;
				bo_close(c, bo);
				continue;
			}
			pp = &bo->next;
		}
	}
	pthread_mutex_unlock(&c->lock);
}

/* objects shared with the compositor wait until its last frame is out */
void bo_cache_trim_exported(struct bo_cache *c)
{
	struct bo **pp;

	pthread_mutex_lock(&c->lock);
	const uint64_t now = mono_ns();
	for (pp = &c->exported; *pp;) {
		struct bo *bo = *pp;
		bool retired = bo->refs == 0 && now > bo->retire_ns &&
			       now - bo->retire_ns > EXPORT_GRACE_NS;

		if (!retired || now - bo->freed_ns < KEEP_NS) {
			pp = &bo->next;
			continue;
		}
		*pp = bo->next;
		bo_close(c, bo);
	}
	pthread_mutex_unlock(&c->lock);
}
