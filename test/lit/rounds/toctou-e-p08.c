// RUN: %tocsin %s
// STD: gnu17
/* lpput: set-uid helper that copies a user's document into the queue and
 * writes the job report back to a file of the user's choice. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define QUEUE "/var/spool/lpput"

static ssize_t copy_fd(int in, int out)
{
	char buf[8192];
	ssize_t n, total = 0;

	while ((n = read(in, buf, sizeof buf)) > 0) {
		if (write(out, buf, (size_t)n) != n)
			return -1;
		total += n;
	}
	return n < 0 ? -1 : total;
}

static int open_document(const char *doc)
{
	uid_t eff = geteuid();
	int fd;

	if (seteuid(getuid()) < 0)
		return -1;
	fd = open(doc, O_RDONLY | O_NOCTTY | O_CLOEXEC);
	if (seteuid(eff) < 0)
		abort();
	return fd;
}

static int write_report(const char *report, const char *jobfile, ssize_t bytes)
{
	int fd, rc = -1;
	char line[512];
	int may_write = access(report, W_OK) == 0;

	if (!may_write) {
		fprintf(stderr, "lpput: %s: permission denied\n", report);
		goto out;
	}
	snprintf(line, sizeof line, "job %s accepted, %zd bytes\n", jobfile, bytes);
	fd = open(report, O_WRONLY | O_TRUNC | O_CLOEXEC); // EXPECT: file-toctou
	if (fd < 0)
		goto out;
	if (write(fd, line, strlen(line)) == (ssize_t)strlen(line))
		rc = 0;
	close(fd);
out:
	return rc;
}

static int new_job(char *name, size_t size)
{
	int fd;

	snprintf(name, size, QUEUE "/job.XXXXXX");
	fd = mkstemp(name);
	return fd;
}

int main(int argc, char **argv)
{
	char job[256];
	const char *report = NULL;
	ssize_t n;
	int c, in, out;

	while ((c = getopt(argc, argv, "r:")) != -1) {
		if (c != 'r')
			return 2;
		report = optarg;
	}
	if (optind != argc - 1) {
		fprintf(stderr, "usage: lpput [-r report] document\n");
		return 2;
	}
	in = open_document(argv[optind]);
	if (in < 0) {
		perror(argv[optind]);
		return 1;
	}
	out = new_job(job, sizeof job);
	if (out < 0) {
		perror(job);
		return 1;
	}
	n = copy_fd(in, out);
	close(in);
	if (n < 0 || close(out) < 0) {
		unlink(job);
		return 1;
	}
	if (report && write_report(report, job, n) < 0)
		return 1;
	return 0;
}
