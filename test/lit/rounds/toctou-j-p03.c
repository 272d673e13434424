// RUN: %tocsin %s
// STD: gnu17
/*
 * lpq front end: installed setuid root so that it can place jobs in the
 * spool area, which only the daemon may read.
 */
#include <sys/types.h>
#include <sys/stat.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SPOOLDIR "/var/spool/lpx"

static const char *progname = "lpx";
static uid_t real_uid, eff_uid;

static void warnmsg(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fprintf(stderr, "%s: ", progname);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
	va_end(ap);
}

/* may the invoking user read this file? */
static int user_can_read(const char *file)
{
	if (access(file, R_OK) < 0) {
		warnmsg("%s: %s", file, strerror(errno));
		return 0;
	}
	return 1;
}

static int copy_fd(int in, int out)
{
	char buf[8192];
	ssize_t n;

	while ((n = read(in, buf, sizeof buf)) > 0)
		if (write(out, buf, (size_t)n) != n)
			return -1;
	return n < 0 ? -1 : 0;
}

static int new_spool_file(unsigned seq, char kind, char *name, size_t cap)
{
	snprintf(name, cap, "%s/%cf%06u", SPOOLDIR, kind, seq % 1000000);
	return open(name, O_WRONLY | O_CREAT | O_EXCL, 0660);
}

static int spool_data(const char *file, unsigned seq)
{
	char name[256];
	int in, out, rc;

	if (!user_can_read(file))
		return -1;
	if ((out = new_spool_file(seq, 'd', name, sizeof name)) < 0) {
		warnmsg("%s: %s", name, strerror(errno));
		return -1;
	}
	in = open(file, O_RDONLY); // EXPECT: file-toctou
	if (in < 0) {
		warnmsg("%s: %s", file, strerror(errno));
		close(out);
		unlink(name);
		return -1;
	}
	rc = copy_fd(in, out);
	close(in);
	close(out);
	return rc;
}

/* Banner pages are looked up with the caller's own rights. */
static int spool_banner(const char *file, unsigned seq)
{
	char name[256];
	int in, out, rc, saved;

	if (access(file, R_OK) < 0)
		return 0;		/* banner is optional */
	if (seteuid(real_uid) < 0)
		return -1;
	in = open(file, O_RDONLY | O_NONBLOCK);
	saved = errno;
	if (seteuid(eff_uid) < 0)
		abort();
	if (in < 0) {
		warnmsg("banner %s: %s", file, strerror(saved));
		return 0;
	}
	if ((out = new_spool_file(seq, 'b', name, sizeof name)) < 0) {
		close(in);
		return -1;
	}
	rc = copy_fd(in, out);
	close(in);
	close(out);
	return rc;
}

int main(int argc, char **argv)
{
	unsigned seq = (unsigned)getpid();
	int i, bad = 0;

	real_uid = getuid();
	eff_uid = geteuid();
	for (i = 1; i < argc; i++) {
		if (strncmp(argv[i], "-b", 2) == 0)
			bad |= spool_banner(argv[i] + 2, seq);
		else
			bad |= spool_data(argv[i], seq++);
	}
	return bad != 0;
}
