// RUN: %tocsin %s
// STD: gnu17
/* Mailbox locking of the delivery agent: dot-locks for shared spools, flock for
 * the local index. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct mbox_lock {
	char path[512];
	int fd;
};

static void nap(long ms)
{
	struct timespec ts = {.tv_sec = ms / 1000, .tv_nsec = (ms % 1000) * 1000000L};

	nanosleep(&ts, NULL);
}

static int write_owner(int fd)
{
	char buf[32];
	int n = snprintf(buf, sizeof(buf), "%ld\n", (long)getpid());

	return write(fd, buf, (size_t)n) == n ? 0 : -1;
}

int dotlock_acquire(struct mbox_lock *l, const char *mbox, long stale_after, int tries)
{
	snprintf(l->path, sizeof(l->path), "%s.lock", mbox);
	while (tries-- > 0) {
		struct stat st;

		l->fd = open(l->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
		if (l->fd >= 0) {
			if (write_owner(l->fd) == 0)
				return 0;
			unlink(l->path);
			close(l->fd);
			return -1;
		}
		if (errno != EEXIST)
			return -1;
		if (lstat(l->path, &st) == 0 && st.st_mtime + stale_after < time(NULL)) {
			if (unlink(l->path) < 0 && errno != ENOENT) // EXPECT: timestamp-cleanup
				return -1;
			continue;
		}
		nap(250);
	}
	errno = EAGAIN;
	return -1;
}

void dotlock_release(struct mbox_lock *l)
{
	unlink(l->path);
	close(l->fd);
	l->fd = -1;
}

int indexlock_acquire(struct mbox_lock *l, const char *mbox, long timeout)
{
	time_t started = time(NULL);

	snprintf(l->path, sizeof(l->path), "%s.idx.lock", mbox);
	l->fd = open(l->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (l->fd < 0)
		return -1;
	while (flock(l->fd, LOCK_EX | LOCK_NB) < 0) {
		if (errno != EWOULDBLOCK || time(NULL) - started > timeout) { // EXPECT: wall-clock-interval
			close(l->fd);
			l->fd = -1;
			return -1;
		}
		nap(100);
	}
	return 0;
}

void indexlock_release(struct mbox_lock *l)
{
	close(l->fd);
	l->fd = -1;
}

static int append_all(const char *mbox, const char *msg, size_t len)
{
	int fd = open(mbox, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
	int rc = -1;

	if (fd < 0)
		return -1;
	if (write(fd, msg, len) == (ssize_t)len)
		rc = fsync(fd);
	if (close(fd) < 0)
		rc = -1;
	return rc;
}

int deliver(const char *mbox, const char *msg)
{
	struct mbox_lock dot, idx;
	int rc = -1;

	if (dotlock_acquire(&dot, mbox, 300, 60) < 0)
		return -1;
	if (indexlock_acquire(&idx, mbox, 10) == 0) {
		rc = append_all(mbox, msg, strlen(msg));
		indexlock_release(&idx);
	}
	dotlock_release(&dot);
	return rc;
}
