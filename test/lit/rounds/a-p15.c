// RUN: %tocsin %s
// STD: gnu17
/* Cookie reader of a remote desktop helper (privileged side). */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define COOKIE_MAX 64

static int same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static int open_cookie(const char *file, uid_t owner)
{
	struct stat named, opened;
	int fd;

	if (lstat(file, &named) != 0)
		return -1;
	if (!S_ISREG(named.st_mode)) {
		fprintf(stderr, "%s: not a plain file\n", file);
		errno = EINVAL;
		return -1;
	}
	if (named.st_uid != owner || (named.st_mode & 077) != 0) {
		fprintf(stderr, "%s: bad owner or mode\n", file);
		errno = EPERM;
		return -1;
	}

	fd = open(file, O_RDWR | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		return -1;
	if (fstat(fd, &opened) != 0)
		goto reject;
	if (!same_file(&named, &opened)) {
		fprintf(stderr, "%s: changed while opening\n", file);
		errno = EAGAIN;
		goto reject;
	}
	return fd;

reject:
	{
		int e = errno;
		close(fd);
		errno = e;
	}
	return -1;
}

static int read_cookie(int fd, unsigned char out[COOKIE_MAX], size_t *len)
{
	size_t have = 0;
	ssize_t n;

	while (have < COOKIE_MAX) {
		n = read(fd, out + have, COOKIE_MAX - have);
		if (n < 0) {
			if (errno == EINTR)
				continue;
			return -1;
		}
		if (n == 0)
			break;
		have += (size_t)n;
	}
	*len = have;
	/* a cookie is good for one session */
	return ftruncate(fd, 0);
}

int main(int argc, char **argv)
{
	unsigned char cookie[COOKIE_MAX];
	size_t i, len = 0;
	int fd;

	if (argc != 2) {
		fprintf(stderr, "usage: %s cookie-file\n", argv[0]);
		return 2;
	}
	fd = open_cookie(argv[1], getuid());
	if (fd < 0) {
		perror(argv[1]);
		return 1;
	}
	if (read_cookie(fd, cookie, &len) != 0) {
		perror("cookie");
		close(fd);
		return 1;
	}
	close(fd);
	for (i = 0; i < len; i++)
		printf("%02x", cookie[i]);
	putchar('\n');
	return 0;
}
