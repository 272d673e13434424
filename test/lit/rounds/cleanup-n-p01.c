// RUN: %tocsin %s
// STD: gnu17
/* blobgc.c - garbage collection of the registry's blob directory */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#define MAX_UPLOADS 256
#define UUID_LEN 36

struct upload {
	char uuid[UUID_LEN + 1];
	int fd;
};

static struct {
	pthread_mutex_t lock;
	struct upload *slot[MAX_UPLOADS];
} uploads = { .lock = PTHREAD_MUTEX_INITIALIZER };

static time_t gc_horizon;
static unsigned long gc_removed;
static unsigned long long gc_bytes;

/* request threads open blobs by digest and stream them to the client */
int blob_open(const char *root, const char *digest)
{
	char path[512];

	snprintf(path, sizeof path, "%s/blobs/%.2s/%s", root, digest, digest);
	return open(path, O_RDONLY | O_CLOEXEC);
}

int upload_begin(struct upload *u)
{
	int i, rc = -ENOSPC;

	pthread_mutex_lock(&uploads.lock);
	for (i = 0; i < MAX_UPLOADS; i++) {
		if (!uploads.slot[i]) {
			uploads.slot[i] = u;
			rc = 0;
			break;
		}
	}
	pthread_mutex_unlock(&uploads.lock);
	return rc;
}

/* call with uploads.lock held */
static bool upload_live(const char *uuid)
{
	int i;

	for (i = 0; i < MAX_UPLOADS; i++)
		if (uploads.slot[i] && !strcmp(uploads.slot[i]->uuid, uuid))
			return true;
	return false;
}

static int visit_blob(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)ftw;
	if (type != FTW_F)
		return 0;
	if (st->st_mtime > gc_horizon)
		return 0;
	if (unlink(path) < 0) { // EXPECT: timestamp-cleanup
		if (errno != ENOENT)
			syslog(LOG_WARNING, "gc: %s: %m", path);
		return 0;
	}
	gc_removed++;
	gc_bytes += (unsigned long long)st->st_size;
	return 0;
}

int gc_blobs(const char *root, unsigned keep_days)
{
	char path[512];

	gc_horizon = time(NULL) - (time_t)keep_days * 86400;
	gc_removed = 0;
	snprintf(path, sizeof path, "%s/blobs", root);
	if (nftw(path, visit_blob, 32, FTW_PHYS) < 0)
		return -errno;
	syslog(LOG_INFO, "gc: %lu blobs, %llu bytes", gc_removed, gc_bytes);
	return 0;
}

int gc_uploads(const char *root, time_t max_age)
{
	char dir[512];
	struct dirent *de;
	struct stat st;
	DIR *d;

	snprintf(dir, sizeof dir, "%s/uploads", root);
	d = opendir(dir);
	if (!d)
		return -errno;
	while ((de = readdir(d)) != NULL) {
		if (strlen(de->d_name) != UUID_LEN)
			continue;
		if (fstatat(dirfd(d), de->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0)
			continue;
		if (time(NULL) - st.st_mtime < max_age)
			continue;
		pthread_mutex_lock(&uploads.lock);
		if (!upload_live(de->d_name))
			unlinkat(dirfd(d), de->d_name, 0);
		pthread_mutex_unlock(&uploads.lock);
	}
	closedir(d);
	return 0;
}
