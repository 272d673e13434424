// RUN: %tocsin %s
// STD: gnu17
/* Local delivery agent: append one message to the recipient's mbox. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#define MAILDIR "/var/mail"

static int same_inode(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static int acceptable(const struct stat *st, uid_t owner)
{
	return S_ISREG(st->st_mode) && st->st_nlink == 1 && st->st_uid == owner;
}

static int create_mbox(const char *path, const struct passwd *pw)
{
	int fd = open(path, O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0)
		return -1;
	if (fchown(fd, pw->pw_uid, (gid_t)-1) < 0) {
		close(fd);
		return -1;
	}
	return fd;
}

static int open_mbox(const char *path, const struct passwd *pw)
{
	struct stat before, after;
	int fd, tries;

	for (tries = 0; tries < 3; tries++) {
		if (lstat(path, &before) < 0) {
			if (errno != ENOENT)
				return -1;
			fd = create_mbox(path, pw);
			if (fd < 0 && errno == EEXIST)
				continue;
			return fd;
		}
		if (!acceptable(&before, pw->pw_uid)) {
			fprintf(stderr, "%s: odd mailbox\n", path);
			errno = EPERM;
			return -1;
		}
		fd = open(path, O_RDWR | O_APPEND | O_CLOEXEC);
		if (fd < 0) {
			if (errno == ENOENT)
				continue;
			return -1;
		}
		if (fstat(fd, &after) == 0 && same_inode(&before, &after) &&
		    acceptable(&after, pw->pw_uid))
			return fd;
		close(fd);
	}
	errno = EAGAIN;
	return -1;
}

static int copy_message(FILE *in, int fd, const char *from)
{
	char line[2048];
	time_t now = time(NULL);
	int n = snprintf(line, sizeof line, "From %s %s", from, ctime(&now));

	if (write(fd, line, (size_t)n) != n)
		return -1;
	while (fgets(line, sizeof line, in)) {
		size_t len = strlen(line);

		if (strncmp(line, "From ", 5) == 0 && write(fd, ">", 1) != 1)
			return -1;
		if (write(fd, line, len) != (ssize_t)len)
			return -1;
	}
	return write(fd, "\n", 1) == 1 ? 0 : -1;
}

int main(int argc, char **argv)
{
	char path[PATH_MAX];
	struct passwd *pw;
	off_t start;
	int fd;

	if (argc != 3 || strchr(argv[2], '/'))
		return EX_USAGE;
	pw = getpwnam(argv[2]);
	if (!pw)
		return EX_NOUSER;
	snprintf(path, sizeof path, MAILDIR "/%s", pw->pw_name);
	fd = open_mbox(path, pw);
	if (fd < 0)
		return EX_TEMPFAIL;
	if (flock(fd, LOCK_EX) < 0)
		return EX_TEMPFAIL;
	start = lseek(fd, 0, SEEK_END);
	if (copy_message(stdin, fd, argv[1]) < 0) {
		if (ftruncate(fd, start) < 0)
			perror("ftruncate");
		return EX_TEMPFAIL;
	}
	if (fsync(fd) < 0 || close(fd) < 0)
		return EX_TEMPFAIL;
	return EX_OK;
}
