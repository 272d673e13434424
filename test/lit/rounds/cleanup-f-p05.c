// RUN: %tocsin %s
// STD: gnu17
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Repository lock used by the mirror and by repo-add. */

#define LOCK_RETRIES  40
#define LOCK_STALE    900

struct repo_lock {
	char path[PATH_MAX];
	int  fd;
};

static int write_owner(int fd)
{
	char buf[64];
	int n = snprintf(buf, sizeof buf, "%ld\n", (long)getpid());

	return write(fd, buf, (size_t)n) == n ? 0 : -1;
}

static int lock_outdated(const char *path)
{
	struct stat sb;

	if (lstat(path, &sb) < 0)
		return errno == ENOENT ? 0 : -1;
	return time(NULL) - sb.st_mtime > LOCK_STALE;
}

int repo_lock_acquire(struct repo_lock *lk, const char *root)
{
	int i;

	snprintf(lk->path, sizeof lk->path, "%s/.repo.lck", root);
	for (i = 0; i < LOCK_RETRIES; i++) {
		lk->fd = open(lk->path, O_CREAT | O_EXCL | O_WRONLY, 0644);
		if (lk->fd >= 0) {
			if (write_owner(lk->fd) == 0)
				return 0;
			close(lk->fd);
			unlink(lk->path);
			return -1;
		}
		if (errno != EEXIST) {
			fprintf(stderr, "%s: %s\n", lk->path, strerror(errno));
			return -1;
		}
		if (lock_outdated(lk->path) == 1) {
			fprintf(stderr, "%s: removing old lock\n", lk->path);
			unlink(lk->path); // EXPECT: timestamp-cleanup
			continue;
		}
		usleep(250000);
	}
	errno = EBUSY;
	return -1;
}

void repo_lock_release(struct repo_lock *lk)
{
	if (lk->fd < 0)
		return;
	unlink(lk->path);
	close(lk->fd);
	lk->fd = -1;
}
