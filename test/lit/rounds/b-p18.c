// RUN: %tocsin %s
// STD: gnu17
/* Populate /etc of a container root file system before it is started. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct etc_file {
	const char *dst;		/* relative to the root of the container */
	int (*fill)(int fd, const struct etc_file *f);
	const char *arg;
};

#define log_error(fmt, ...) fprintf(stderr, "ctprep: " fmt "\n", ##__VA_ARGS__)

static int fill_text(int fd, const struct etc_file *f)
{
	return dprintf(fd, "%s\n", f->arg) < 0 ? -1 : 0;
}

static int fill_hosts(int fd, const struct etc_file *f)
{
	return dprintf(fd, "127.0.0.1\tlocalhost\n127.0.1.1\t%s\n", f->arg) < 0 ? -1 : 0;
}

static int fill_copy(int fd, const struct etc_file *f)
{
	char buf[4096];
	ssize_t n;
	int src = open(f->arg, O_RDONLY | O_CLOEXEC);

	if (src < 0)
		return -1;
	while ((n = read(src, buf, sizeof(buf))) > 0)
		if (write(fd, buf, (size_t)n) != n) {
			n = -1;
			break;
		}
	close(src);
	return n < 0 ? -1 : 0;
}

static int install_one(int rootfd, const struct etc_file *f)
{
	struct stat st;
	int fd, ret;

	if (fstatat(rootfd, f->dst, &st, AT_SYMLINK_NOFOLLOW) == 0) {
		if (S_ISLNK(st.st_mode)) {
			log_error("%s is a symbolic link, leaving it alone", f->dst);
			return 0;
		}
	} else if (errno != ENOENT) {
		log_error("%s: %m", f->dst);
		return -1;
	}

	fd = openat(rootfd, f->dst, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644); // EXPECT: file-toctou
	if (fd < 0) {
		log_error("open %s: %m", f->dst);
		return -1;
	}
	ret = f->fill(fd, f);
	if (ret == 0)
		ret = fchmod(fd, 0644);
	if (close(fd) < 0)
		ret = -1;
	return ret;
}

int main(int argc, char **argv)
{
	int rootfd, failed = 0;

	if (argc != 3) {
		log_error("usage: ctprep ROOTFS HOSTNAME");
		return 2;
	}
	const struct etc_file files[] = {
		{ "etc/hostname", fill_text, argv[2] },
		{ "etc/hosts", fill_hosts, argv[2] },
		{ "etc/resolv.conf", fill_copy, "/etc/resolv.conf" },
	};

	rootfd = open(argv[1], O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (rootfd < 0) {
		log_error("%s: %m", argv[1]);
		return 1;
	}
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		if (install_one(rootfd, &files[i]) != 0)
			failed = 1;
	close(rootfd);
	return failed;
}
