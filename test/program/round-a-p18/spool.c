#define _GNU_SOURCE
#include "spool.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

int spool_lock(struct spool *sp)
{
	char name[PATH_MAX];

	if ((size_t)snprintf(name, sizeof name, "%s/.lock", sp->dir) >= sizeof name) {
		errno = ENAMETOOLONG;
		return -1;
	}
	sp->lock_fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (sp->lock_fd < 0)
		return -1;
	while (flock(sp->lock_fd, LOCK_EX) < 0) {
		if (errno != EINTR) {
			close(sp->lock_fd);
			sp->lock_fd = -1;
			return -1;
		}
	}
	return 0;
}

void spool_unlock(struct spool *sp)
{
	if (sp->lock_fd >= 0) {
		flock(sp->lock_fd, LOCK_UN);
		close(sp->lock_fd);
		sp->lock_fd = -1;
	}
}

int spool_taken(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

int spool_path(const struct spool *sp, const char *id, char *out, size_t len)
{
	int n = snprintf(out, len, "%s/job-%s", sp->dir, id);

	return n > 0 && (size_t)n < len ? 0 : -1;
}
