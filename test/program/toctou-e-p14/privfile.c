// STD: gnu17
#include "privfile.h"

#include <errno.h>
#include <unistd.h>

int privfile_verify(int fd, const struct stat *want, uid_t owner)
{
	struct stat now;

	if (fstat(fd, &now) < 0)
		return -1;
	if (now.st_dev != want->st_dev || now.st_ino != want->st_ino) {
		errno = ESTALE;
		return -1;
	}
	if (!S_ISREG(now.st_mode) || now.st_uid != owner || (now.st_mode & 077)) {
		errno = EPERM;
		return -1;
	}
	return 0;
}

int privfile_read(int fd, char *buf, size_t size)
{
	size_t n = 0;
	ssize_t r;

	while (n + 1 < size && (r = read(fd, buf + n, size - 1 - n)) != 0) {
		if (r < 0) {
			if (errno == EINTR)
				continue;
			return -1;
		}
		n += (size_t)r;
	}
	buf[n] = '\0';
	return (int)n;
}
