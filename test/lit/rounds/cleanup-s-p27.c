// RUN: %tocsin %s
// STD: gnu17
/* Job directories of the batch runner. A runner process holds a shared flock on
 * the directory of its job; the tidy process takes the exclusive one. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#define OPEN_DIR (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)

static int same_inode(int rootfd, const char *name, const struct stat *st)
{
	struct stat cur;

	return fstatat(rootfd, name, &cur, AT_SYMLINK_NOFOLLOW) == 0 &&
	       cur.st_dev == st->st_dev && cur.st_ino == st->st_ino;
}

/* Opens the directory of a job for a runner; the lock goes with the descriptor. */
int job_enter(int rootfd, const char *job)
{
	struct stat st;
	int fd;

	for (;;) {
		if (mkdirat(rootfd, job, 0700) < 0 && errno != EEXIST)
			return -1;
		fd = openat(rootfd, job, OPEN_DIR);
		if (fd < 0) {
			if (errno == ENOENT)
				continue;
			return -1;
		}
		if (flock(fd, LOCK_SH) < 0 || fstat(fd, &st) < 0) {
			close(fd);
			return -1;
		}
		if (same_inode(rootfd, job, &st))
			return fd;
		close(fd);
	}
}

static int empty_dir(int dfd)
{
	int copy = fcntl(dfd, F_DUPFD_CLOEXEC, 0);
	struct dirent *de;
	DIR *d;

	if (copy < 0)
		return -1;
	d = fdopendir(copy);
	if (!d) {
		close(copy);
		return -1;
	}
	rewinddir(d);
	while ((de = readdir(d))) {
		if (!strcmp(de->d_name, ".") || !strcmp(de->d_name, ".."))
			continue;
		if (unlinkat(dfd, de->d_name, 0) < 0)
			syslog(LOG_WARNING, "%s: %s", de->d_name, strerror(errno));
	}
	closedir(d);
	return 0;
}

static int tidy_one(int rootfd, const char *name, time_t older_than)
{
	int removed = 0;
	struct stat st;
	int fd = openat(rootfd, name, OPEN_DIR);

	if (fd < 0)
		return 0;
	if (fstat(fd, &st) < 0 || st.st_mtime >= older_than)
		goto out;
	if (flock(fd, LOCK_EX | LOCK_NB) < 0) {
		if (errno != EWOULDBLOCK)
			syslog(LOG_ERR, "flock %s: %s", name, strerror(errno));
		goto out;
	}
	if (fstat(fd, &st) < 0 || st.st_mtime >= older_than || !same_inode(rootfd, name, &st))
		goto out;
	if (empty_dir(fd) == 0 && unlinkat(rootfd, name, AT_REMOVEDIR) == 0)
		removed = 1;
out:
	close(fd);
	return removed;
}

int main(int argc, char **argv)
{
	const char *root = argc > 1 ? argv[1] : "/var/spool/batch";
	time_t older_than = time(NULL) - 2 * 86400;
	struct dirent *de;
	int rootfd, n = 0;
	DIR *d = opendir(root);

	if (!d) {
		perror(root);
		return 1;
	}
	rootfd = dirfd(d);
	while ((de = readdir(d)))
		if (de->d_name[0] != '.')
			n += tidy_one(rootfd, de->d_name, older_than);
	closedir(d);
	printf("%d job directories removed\n", n);
	return 0;
}
