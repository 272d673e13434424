// STD: gnu17
/* imgmount: set-user-id helper that lets a user mount an image of his own. */
#include "imgmount.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

static int fail(const char *what, const char *arg)
{
	fprintf(stderr, "imgmount: %s %s: %s\n", what, arg, strerror(errno));
	return 1;
}

static int mount_image(const struct invoker *who, const char *image, const char *target)
{
	char device[64];
	int fd, loop, rc;

	if (!invoker_allows(image, R_OK | W_OK))
		return fail("may not use", image);
	if (!invoker_owns_dir(who, target))
		return fail("may not mount on", target);

	fd = image_open(image);
	if (fd < 0)
		return fail("open", image);
	loop = image_attach(fd, device, sizeof device);
	close(fd);
	if (loop < 0)
		return fail("attach", image);
	rc = mount(device, target, "ext4", MS_NOSUID | MS_NODEV, NULL); // EXPECT: file-toctou
	close(loop);
	return rc == 0 ? 0 : fail("mount", target);
}

static int mount_scratch(const struct invoker *who, const char *target, const char *keyfile)
{
	unsigned char key[32];
	char proc_name[64], options[64];
	struct stat st;
	int dir, key_fd;

	key_fd = open_as_invoker(who, keyfile, O_RDONLY);
	if (key_fd < 0 || image_read_key(key_fd, key) != 0)
		return fail("key", keyfile);
	close(key_fd);

	dir = open_as_invoker(who, target, O_PATH | O_DIRECTORY | O_NOFOLLOW);
	if (dir < 0)
		return fail("open", target);
	if (fstat(dir, &st) != 0 || st.st_uid != who->uid) {
		close(dir);
		return fail("may not mount on", target);
	}
	snprintf(proc_name, sizeof proc_name, "/proc/self/fd/%d", dir);
	snprintf(options, sizeof options, "mode=0700,size=%um", 16u + key[0]);
	if (mount("scratch", proc_name, "tmpfs", MS_NOSUID | MS_NODEV, options) != 0) {
		close(dir);
		return fail("mount", target);
	}
	close(dir);
	return 0;
}

int main(int argc, char **argv)
{
	struct invoker who;

	if (argc != 4) {
		fprintf(stderr, "usage: imgmount image IMAGE DIR | scratch DIR KEYFILE\n");
		return 2;
	}
	invoker_init(&who);
	if (strcmp(argv[1], "image") == 0)
		return mount_image(&who, argv[2], argv[3]);
	if (strcmp(argv[1], "scratch") == 0)
		return mount_scratch(&who, argv[2], argv[3]);
	return 2;
}
