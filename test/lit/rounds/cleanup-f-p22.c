// RUN: %tocsin %s
// STD: gnu17
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/*
 * Segmented call-record log.  The rating threads map segments through
 * seg_open(); the retention thread runs seg_retain().
 */

#define MAX_SEGS 1024

struct segment {
	uint32_t no;
	struct timespec sealed;		/* CLOCK_MONOTONIC, zero while open */
	int rated;
};

struct seglog {
	char dir[200];
	pthread_mutex_t cat_lock;	/* table below */
	struct segment segs[MAX_SEGS];
	int nsegs;
	pthread_mutex_t trim_lock;	/* one retention pass at a time */
	uint64_t trimmed;
};

static void seg_path(const struct seglog *sl, uint32_t no, char *out, size_t n)
{
	snprintf(out, n, "%s/cdr-%08u.seg", sl->dir, no);
}

int seg_open(struct seglog *sl, uint32_t no)
{
	char path[256];
	int fd = -1, i;

	pthread_mutex_lock(&sl->cat_lock);
	for (i = 0; i < sl->nsegs; i++) {
		if (sl->segs[i].no == no) {
			seg_path(sl, no, path, sizeof path);
			fd = open(path, O_RDONLY | O_CLOEXEC);
			break;
		}
	}
	pthread_mutex_unlock(&sl->cat_lock);
	return fd;
}

void seg_mark_rated(struct seglog *sl, uint32_t no)
{
	pthread_mutex_lock(&sl->cat_lock);
	for (int i = 0; i < sl->nsegs; i++)
		if (sl->segs[i].no == no)
			sl->segs[i].rated = 1;
	pthread_mutex_unlock(&sl->cat_lock);
}

int seg_seal(struct seglog *sl, uint32_t no)
{
	int rc = -1;

	pthread_mutex_lock(&sl->cat_lock);
	if (sl->nsegs < MAX_SEGS) {
		struct segment *s = &sl->segs[sl->nsegs++];

		s->no = no;
		s->rated = 0;
		clock_gettime(CLOCK_MONOTONIC, &s->sealed);
		rc = 0;
	}
	pthread_mutex_unlock(&sl->cat_lock);
	return rc;
}

int seg_retain(struct seglog *sl, long keep_secs)
{
	struct timespec now;
	char path[256];
	int i, n = 0;

	pthread_mutex_lock(&sl->trim_lock);
	clock_gettime(CLOCK_MONOTONIC, &now);
	for (i = 0; i < sl->nsegs; i++) {
		const struct segment *s = &sl->segs[i];

		if (s->sealed.tv_sec == 0)
			continue;
		if (now.tv_sec - s->sealed.tv_sec <= keep_secs)
			continue;
		seg_path(sl, s->no, path, sizeof path);
		if (unlink(path) == 0) { // EXPECT: timestamp-cleanup
			n++;
			sl->trimmed++;
		} else if (errno != ENOENT) {
			perror(path);
		}
	}
	pthread_mutex_unlock(&sl->trim_lock);
	return n;
}
