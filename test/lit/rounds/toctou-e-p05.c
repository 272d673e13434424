// RUN: %tocsin %s
// STD: gnu17
/* fileio part of a small screen editor: backups, pipes through a filter */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define NLINES 4096

struct buffer {
	char *lines[NLINES];
	int nlines;
	char fname[512];
	int changed;
};

static void message(const char *what, const char *arg)
{
	fprintf(stderr, "[%s: %s]\n", what, arg);
}

static int write_lines(int fd, const struct buffer *b)
{
	int i;

	for (i = 0; i < b->nlines; i++) {
		size_t len = strlen(b->lines[i]);

		if (write(fd, b->lines[i], len) != (ssize_t)len || write(fd, "\n", 1) != 1)
			return -1;
	}
	return 0;
}

/* Dump the region to a scratch file, run the filter on it, return the exit code. */
int filter_region(const struct buffer *b, const char *cmd)
{
	char scratch[] = "/tmp/edXXXXXX";
	char line[1024];
	int fd, rc;

	if (*mktemp(scratch) == '\0')
		return -1;
	fd = open(scratch, O_WRONLY | O_CREAT | O_TRUNC, 0600); // EXPECT: temp-name
	if (fd < 0) {
		message("cannot open", scratch);
		return -1;
	}
	if (write_lines(fd, b) < 0) {
		close(fd);
		unlink(scratch);
		return -1;
	}
	close(fd);
	snprintf(line, sizeof line, "%s < %s", cmd, scratch);
	rc = system(line);
	unlink(scratch);
	return WIFEXITED(rc) ? WEXITSTATUS(rc) : -1;
}

/* Emergency dump, called from the SIGHUP path. */
int preserve(const struct buffer *b)
{
	const char *dir = getenv("EDPRESERVE");
	char *name = tempnam(dir, "edp");
	FILE *fp;
	int i;

	if (!name)
		return -1;
	fp = fopen(name, "w"); // EXPECT: temp-name
	if (!fp) {
		message("preserve failed", strerror(errno));
		free(name);
		return -1;
	}
	fprintf(fp, "# %s\n", b->fname);
	for (i = 0; i < b->nlines; i++)
		fprintf(fp, "%s\n", b->lines[i]);
	message("preserved in", name);
	free(name);
	return fclose(fp);
}

/* Ordinary save: new file beside the old one, then rename. */
int save(struct buffer *b)
{
	char tmp[600];
	int fd;

	snprintf(tmp, sizeof tmp, "%s.XXXXXX", b->fname);
	fd = mkstemp(tmp);
	if (fd < 0)
		return -1;
	if (write_lines(fd, b) < 0 || fchmod(fd, 0644) < 0 || fsync(fd) < 0) {
		close(fd);
		unlink(tmp);
		return -1;
	}
	close(fd);
	if (rename(tmp, b->fname) < 0) {
		unlink(tmp);
		return -1;
	}
	b->changed = 0;
	return 0;
}
