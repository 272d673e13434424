// STD: gnu17
#include "imgmount.h"

#include <fcntl.h>
#include <linux/loop.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

int image_open(const char *path)
{
	return open(path, O_RDWR | O_CLOEXEC); // EXPECT: file-toctou
}

int image_attach(int image_fd, char *device, size_t size)
{
	int ctl, loop, nr;

	ctl = open("/dev/loop-control", O_RDWR | O_CLOEXEC);
	if (ctl < 0)
		return -1;
	nr = ioctl(ctl, LOOP_CTL_GET_FREE);
	close(ctl);
	if (nr < 0)
		return -1;
	snprintf(device, size, "/dev/loop%d", nr);
	loop = open(device, O_RDWR | O_CLOEXEC);
	if (loop < 0)
		return -1;
	if (ioctl(loop, LOOP_SET_FD, image_fd) < 0) {
		close(loop);
		return -1;
	}
	return loop;
}

int image_read_key(int key_fd, unsigned char key[32])
{
	size_t have = 0;

	while (have < 32) {
		ssize_t n = read(key_fd, key + have, 32 - have);

		if (n <= 0)
			return -1;
		have += (size_t)n;
	}
	return 0;
}
