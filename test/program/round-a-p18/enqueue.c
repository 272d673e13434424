/* enqueue: hand a job script to the batch system.  All writers take the
 * spool lock (.lock) before they look at or change job files. */
#include "spool.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int copy_stream(FILE *from, FILE *to)
{
	char buf[BUFSIZ];
	size_t n;

	while ((n = fread(buf, 1, sizeof buf, from)) > 0)
		if (fwrite(buf, 1, n, to) != n)
			return -1;
	return ferror(from) ? -1 : 0;
}

static int enqueue(struct spool *sp, const char *id, FILE *script)
{
	char path[PATH_MAX];
	FILE *job;
	int rc = -1;

	if (spool_path(sp, id, path, sizeof path) != 0) {
		fprintf(stderr, "job id too long\n");
		return -1;
	}
	if (spool_lock(sp) != 0) {
		fprintf(stderr, "spool lock: %s\n", strerror(errno));
		return -1;
	}
	if (spool_taken(path)) {
		fprintf(stderr, "job %s already queued\n", id);
		goto out;
	}
	job = fopen(path, "w");
	if (job == NULL) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		goto out;
	}
	rc = copy_stream(script, job);
	if (fclose(job) != 0)
		rc = -1;
out:
	spool_unlock(sp);
	return rc;
}

int main(int argc, char **argv)
{
	struct spool sp = { "/var/spool/batch", -1 };

	if (argc < 2 || strchr(argv[1], '/') != NULL) {
		fprintf(stderr, "usage: enqueue id < script\n");
		return 2;
	}
	return enqueue(&sp, argv[1], stdin) == 0 ? 0 : 1;
}
