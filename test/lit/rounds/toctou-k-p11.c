// RUN: %tocsin %s
// STD: gnu17
/* relinstall: unpacks a release beside the old one and switches the "current" link. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TRIES 16

struct release {
	const char *prefix;
	const char *version;
};

static int put_path(char *out, size_t size, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(out, size, fmt, ap);
	va_end(ap);
	if (n < 0 || (size_t)n >= size) {
		errno = ENAMETOOLONG;
		return -1;
	}
	return 0;
}

/* symlink() has no "make a unique one" form; it refuses an existing name, so draw again. */
static int switch_current(const struct release *r)
{
	char link_name[PATH_MAX], draft[PATH_MAX];

	if (put_path(link_name, sizeof link_name, "%s/current", r->prefix) == -1)
		return -1;
	for (int i = 0; i < TRIES; i++) {
		if (put_path(draft, sizeof draft, "%s/.current.XXXXXX", r->prefix) == -1)
			return -1;
		if (*mktemp(draft) == '\0')
			return -1;
		if (symlink(r->version, draft) == 0) {
			if (rename(draft, link_name) == 0)
				return 0;
			unlink(draft);
			return -1;
		}
		if (errno != EEXIST)
			return -1;
	}
	errno = EEXIST;
	return -1;
}

static FILE *open_receipt(const char *dir, char **name)
{
	for (int i = 0; i < TRIES; i++) {
		char *candidate = tempnam(dir, "rcpt");
		int fd;

		if (candidate == NULL)
			return NULL;
		fd = open(candidate, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
		if (fd != -1) {
			*name = candidate;
			return fdopen(fd, "w+");
		}
		free(candidate);
		if (errno != EEXIST)
			return NULL;
	}
	return NULL;
}

static FILE *open_trace(char name[L_tmpnam])
{
	if (tmpnam(name) == NULL)
		return NULL;
	return fopen(name, "wxe");
}

static int make_staging(const struct release *r, char *dir, size_t size)
{
	do {
		if (put_path(dir, size, "%s/.staging.XXXXXX", r->prefix) == -1)
			return -1;
		if (*mktemp(dir) == '\0')
			return -1;
		if (mkdir(dir, 0700) == 0) {
			struct stat st;
			int fd = open(dir, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

			if (fd != -1 && (fstat(fd, &st) == -1 || st.st_uid != geteuid())) {
				close(fd);
				fd = -1;
			}
			return fd;
		}
	} while (errno == EEXIST);
	return -1;
}

static int fill_staging(int dir, const struct release *r)
{
	int fd = openat(dir, "VERSION", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);

	if (fd == -1)
		return -1;
	dprintf(fd, "%s\n", r->version);
	if (close(fd) == -1)
		return -1;
	return fchmod(dir, 0755);
}

static int publish(const struct release *r, const char *staging)
{
	char final[PATH_MAX];

	if (put_path(final, sizeof final, "%s/%s", r->prefix, r->version) == -1)
		return -1;
	return renameat2(AT_FDCWD, staging, AT_FDCWD, final, RENAME_NOREPLACE);
}

int main(int argc, char **argv)
{
	struct release r;
	char staging[PATH_MAX], trace_name[L_tmpnam], *receipt_name = NULL;
	FILE *receipt, *trace;
	int dir;

	if (argc != 3)
		return EXIT_FAILURE;
	r.prefix = argv[1];
	r.version = argv[2];
	trace = open_trace(trace_name);
	receipt = open_receipt(r.prefix, &receipt_name);
	dir = make_staging(&r, staging, sizeof staging);
	if (dir == -1 || receipt == NULL || fill_staging(dir, &r) == -1 || publish(&r, staging) == -1 ||
	    switch_current(&r) == -1) {
		perror("relinstall");
		return EXIT_FAILURE;
	}
	fprintf(receipt, "%s -> %s\n", staging, r.version);
	fclose(receipt);
	printf("receipt: %s\n", receipt_name);
	if (trace) {
		fprintf(trace, "installed %s\n", r.version);
		fclose(trace);
		printf("trace: %s\n", trace_name);
	}
	free(receipt_name);
	close(dir);
	return EXIT_SUCCESS;
}
