// RUN: %tocsin %s
// STD: gnu17
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/*
 * Tile store.  A renderer holds LOCK_SH on a tile for as long as it reads it;
 * tile_open() verifies that the locked inode is still the named one.
 */

struct tilestore {
	int dirfd;
	int ttl;
};

int tile_open(struct tilestore *ts, const char *name)
{
	struct stat a, b;

	for (;;) {
		int fd = openat(ts->dirfd, name, O_RDONLY | O_CLOEXEC);

		if (fd < 0)
			return -1;
		if (flock(fd, LOCK_SH) != 0) {
			close(fd);
			return -1;
		}
		if (fstat(fd, &a) == 0 &&
		    fstatat(ts->dirfd, name, &b, 0) == 0 &&
		    a.st_ino == b.st_ino && a.st_dev == b.st_dev)
			return fd;
		close(fd);
	}
}

static int drop_tile(struct tilestore *ts, const char *name, time_t cutoff)
{
	struct stat st;
	int rc = 0;
	int fd = openat(ts->dirfd, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

	if (fd < 0)
		return errno == ENOENT ? 0 : -1;
	if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		close(fd);
		return errno == EWOULDBLOCK ? 0 : -1;
	}
	if (fstat(fd, &st) != 0 || st.st_nlink == 0 || st.st_mtime > cutoff)
		goto out;
	if (unlinkat(ts->dirfd, name, 0) == 0)
		rc = 1;
out:
	close(fd);
	return rc;
}

int tiles_expire(struct tilestore *ts)
{
	int n = 0, fd = dup(ts->dirfd);
	DIR *d = fd >= 0 ? fdopendir(fd) : NULL;
	struct dirent *de;
	time_t cutoff = time(NULL) - ts->ttl;

	if (!d) {
		if (fd >= 0)
			close(fd);
		return -1;
	}
	rewinddir(d);
	while ((de = readdir(d))) {
		if (de->d_type != DT_REG || strstr(de->d_name, ".tile") == NULL)
			continue;
		int rc = drop_tile(ts, de->d_name, cutoff);
		if (rc < 0)
			fprintf(stderr, "tile %s: %s\n", de->d_name, strerror(errno));
		else
			n += rc;
	}
	closedir(d);
	return n;
}
