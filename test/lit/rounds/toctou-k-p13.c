// RUN: %tocsin %s
// STD: gnu17
/* tmpsweep: empties the per-session and per-build directories of the shared scratch areas.  Runs as root. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct sweep {
	dev_t device;
	unsigned removed;
	bool dry_run;
};

static bool dot_name(const char *n)
{
	return n[0] == '.' && (n[1] == '\0' || (n[1] == '.' && n[2] == '\0'));
}

/* Takes over dfd. */
static void sweep_files(struct sweep *s, int dfd)
{
	DIR *d = fdopendir(dfd);
	struct dirent *e;

	if (d == NULL) {
		close(dfd);
		return;
	}
	while ((e = readdir(d)) != NULL) {
		if (dot_name(e->d_name))
			continue;
		if (s->dry_run) {
			printf("would remove %s\n", e->d_name);
			continue;
		}
		if (unlinkat(dfd, e->d_name, 0) == 0)
			s->removed++;
		else if (errno != ENOENT && errno != EISDIR)
			fprintf(stderr, "tmpsweep: %s: %s\n", e->d_name, strerror(errno));
	}
	closedir(d);
}

/* Short relative names keep deep trees below PATH_MAX: step into the directory and come back. */
static int visit_session(struct sweep *s, const char *name)
{
	struct stat sb;
	int back, here;

	if (lstat(name, &sb) == -1)
		return -1;
	switch (sb.st_mode & S_IFMT) {
	case S_IFDIR:
		if (sb.st_dev != s->device)
			return 0;
		break;
	default:
		return 0;
	}
	back = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (back == -1)
		return -1;
	if (chdir(name) == -1) { // EXPECT: file-toctou
		close(back);
		return -1;
	}
	here = open(".", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (here != -1)
		sweep_files(s, here);
	if (fchdir(back) == -1)
		abort();
	close(back);
	return 0;
}

static int visit_build(struct sweep *s, int top, const char *name)
{
	struct stat sb;
	int dfd = openat(top, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	if (dfd == -1)
		return errno == ENOTDIR || errno == ELOOP ? 0 : -1;
	if (fstat(dfd, &sb) == -1 || sb.st_dev != s->device) {
		close(dfd);
		return 0;
	}
	sweep_files(s, dfd);
	return 0;
}

static int each_entry(struct sweep *s, const char *area, bool sessions)
{
	int top = open(area, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	struct stat st;
	struct dirent *e;
	DIR *d;

	if (top == -1)
		return -1;
	d = fdopendir(top);
	if (d == NULL || fstat(top, &st) == -1 || fchdir(top) == -1) {
		d ? closedir(d) : close(top);
		return -1;
	}
	s->device = st.st_dev;
	while ((e = readdir(d)) != NULL) {
		int rc;

		if (dot_name(e->d_name))
			continue;
		rc = sessions ? visit_session(s, e->d_name) : visit_build(s, top, e->d_name);
		if (rc == -1)
			fprintf(stderr, "tmpsweep: %s/%s: %s\n", area, e->d_name, strerror(errno));
	}
	closedir(d);
	return 0;
}

int main(int argc, char **argv)
{
	struct sweep s = { .dry_run = argc > 1 && strcmp(argv[1], "-n") == 0 };
	int rc = 0;

	if (each_entry(&s, "/tmp", true) == -1)
		rc = 1;
	if (each_entry(&s, "/var/tmp/builds", false) == -1)
		rc = 1;
	printf("%u files removed\n", s.removed);
	return rc;
}
