// STD: gnu17
#include "volume.h"

#include <errno.h>
#include <stdio.h>

int vol_mount(struct volume *v, uint64_t size)
{
	if (pthread_mutex_init(&v->vlock, NULL))
		return -ENOMEM;
	ext_reset(v, size);
	v->mounted++;
	return 0;
}

int vol_alloc(struct volume *v, uint64_t len, uint64_t *at)
{
	int rc;

	if (len == 0)
		return -EINVAL;
	pthread_mutex_lock(&v->vlock);
	if (v->free_bytes < len) {
		pthread_mutex_unlock(&v->vlock);
		return -ENOSPC;
	}
	rc = ext_carve(v, len, at);
	pthread_mutex_unlock(&v->vlock);
	return rc ? -ENOSPC : 0;
}

void vol_free(struct volume *v, uint64_t at, uint64_t len)
{
	pthread_mutex_lock(&v->vlock);
	ext_give_back(v, at, len);
	pthread_mutex_unlock(&v->vlock);
}

int vol_sync(struct volume *v)
{
	uint64_t seq;
	int dirty;

	pthread_mutex_lock(&v->vlock);
	dirty = v->dirty;
	seq = v->journal_seq;
	pthread_mutex_unlock(&v->vlock);
	if (!dirty)
		return 0;

	fprintf(stderr, "journal up to %llu\n", (unsigned long long)seq);

	pthread_mutex_lock(&v->vlock);
	if (v->journal_seq == seq)
		v->dirty = 0;
	pthread_mutex_unlock(&v->vlock);
	return 1;
}
