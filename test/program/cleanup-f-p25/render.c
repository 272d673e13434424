// STD: gnu17
#include "thumb.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int thumb_send(const char *dir, const char *name, int out)
{
	char path[512], buf[8192];
	ssize_t n = -1;
	int fd;

	snprintf(path, sizeof path, "%s/%s", dir, name);
	claim_wait(name);
	fd = open(path, O_RDONLY);
	if (fd >= 0) {
		while ((n = read(fd, buf, sizeof buf)) > 0)
			if (write(out, buf, (size_t)n) != n)
				break;
		close(fd);
	}
	claim_drop(name);
	return n == 0 ? 0 : -1;
}
