// RUN: %tocsin %s
// STD: gnu17
/* Extraction step of a package installer (runs as root). */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

struct pkg_entry {
	char name[256];
	mode_t mode;
	uid_t uid;
	gid_t gid;
	time_t mtime;
	uint64_t size;
	char type;
	char link[256];
};

struct pkg_stream {
	int fd;
	int (*next)(struct pkg_stream *, struct pkg_entry *);
	ssize_t (*data)(struct pkg_stream *, void *, size_t);
};

static int write_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t w = write(fd, p, n);

		if (w < 0) {
			if (errno == EINTR)
				continue;
			return -1;
		}
		p += w;
		n -= (size_t)w;
	}
	return 0;
}

static int copy_body(struct pkg_stream *ps, int fd, uint64_t left)
{
	char block[65536];

	while (left > 0) {
		ssize_t n = ps->data(ps, block, left < sizeof block ? (size_t)left : sizeof block);

		if (n <= 0 || write_all(fd, block, (size_t)n) < 0)
			return -1;
		left -= (uint64_t)n;
	}
	return 0;
}

static int extract_regular(struct pkg_stream *ps, const struct pkg_entry *e, const char *dest)
{
	struct timeval tv[2];
	int fd;

	if (unlink(dest) < 0 && errno != ENOENT)
		return -1;
	fd = open(dest, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0)
		return -1;
	if (copy_body(ps, fd, e->size) < 0) {
		close(fd);
		return -1;
	}
	if (close(fd) < 0)
		return -1;
	if (chown(dest, e->uid, e->gid) < 0) // EXPECT: create-then-name
		return -1;
	if (chmod(dest, e->mode & 07777) < 0) // EXPECT: create-then-name
		return -1;
	memset(tv, 0, sizeof tv);
	tv[0].tv_sec = tv[1].tv_sec = e->mtime;
	return utimes(dest, tv); // EXPECT: create-then-name
}

static int extract_symlink(const struct pkg_entry *e, const char *dest)
{
	if (unlink(dest) < 0 && errno != ENOENT)
		return -1;
	if (symlink(e->link, dest) < 0)
		return -1;
	return lchown(dest, e->uid, e->gid);
}

int extract_config(struct pkg_stream *ps, const struct pkg_entry *e, const char *dest)
{
	struct timespec ts[2] = { { e->mtime, 0 }, { e->mtime, 0 } };
	char fresh[PATH_MAX];
	int fd, rc = -1;

	snprintf(fresh, sizeof fresh, "%s.pkgnew", dest);
	unlink(fresh);
	fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return -1;
	if (copy_body(ps, fd, e->size) == 0 && fchown(fd, e->uid, e->gid) == 0 &&
	    fchmod(fd, e->mode & 07777) == 0 && futimens(fd, ts) == 0)
		rc = 0;
	close(fd);
	return rc;
}

int extract_all(struct pkg_stream *ps, const char *root)
{
	struct pkg_entry e;
	char dest[PATH_MAX];
	int rc;

	while ((rc = ps->next(ps, &e)) > 0) {
		snprintf(dest, sizeof dest, "%s/%s", root, e.name);
		if (e.type == 'f')
			rc = extract_regular(ps, &e, dest);
		else if (e.type == 'l')
			rc = extract_symlink(&e, dest);
		else if (e.type == 'c')
			rc = extract_config(ps, &e, dest);
		if (rc < 0) {
			fprintf(stderr, "%s: %s\n", dest, strerror(errno));
			return -1;
		}
	}
	return rc;
}
