// RUN: %tocsin %s
// STD: gnu17
/* rotlog: rotate the log files named in a rule table, root cron job */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

struct rule {
	char path[PATH_MAX];
	char user[32];
	off_t maxsize;
	int keep;
};

static int verbose;

static int load_rules(const char *conf, struct rule *r, int max)
{
	FILE *fp = fopen(conf, "r");
	int n = 0;
	long size;

	if (!fp) {
		perror(conf);
		return -1;
	}
	while (n < max &&
	       fscanf(fp, "%4095s %31s %ld %d", r[n].path, r[n].user, &size, &r[n].keep) == 4) {
		r[n].maxsize = size;
		n++;
	}
	fclose(fp);
	return n;
}

static void shift_old(const struct rule *r)
{
	char from[PATH_MAX + 16], to[PATH_MAX + 16];
	int i;

	for (i = r->keep - 1; i >= 1; i--) {
		snprintf(from, sizeof from, "%s.%d", r->path, i);
		snprintf(to, sizeof to, "%s.%d", r->path, i + 1);
		if (rename(from, to) < 0 && errno != ENOENT)
			fprintf(stderr, "rename %s: %s\n", from, strerror(errno));
	}
}

static int fix_owner(const struct rule *r, const struct passwd *pw)
{
	struct stat st;

	if (lstat(r->path, &st) < 0)
		return errno == ENOENT ? 0 : -1;

	switch (st.st_mode & S_IFMT) {
	case S_IFREG:
		if (st.st_uid == pw->pw_uid)
			return 0;
		break;
	case S_IFLNK:
		fprintf(stderr, "%s: symbolic link, left alone\n", r->path);
		return -1;
	default:
		return -1;
	}
	if (chown(r->path, pw->pw_uid, pw->pw_gid) < 0) { // EXPECT: file-toctou
		perror("chown");
		return -1;
	}
	return 1;
}

static int rotate(const struct rule *r, const struct passwd *pw)
{
	char first[PATH_MAX + 16];
	struct stat st;
	int fd;

	fd = open(r->path, O_WRONLY | O_APPEND | O_NOFOLLOW | O_CLOEXEC); // EXPECT-NOISE: file-toctou
	if (fd < 0)
		return -1;
	if (fstat(fd, &st) < 0 || st.st_size < r->maxsize) {
		close(fd);
		return 0;
	}
	close(fd);
	shift_old(r);
	snprintf(first, sizeof first, "%s.1", r->path);
	if (rename(r->path, first) < 0) {
		perror("rename");
		return -1;
	}
	fd = open(r->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
	if (fd < 0)
		return -1;
	if (fchown(fd, pw->pw_uid, pw->pw_gid) < 0)
		perror("fchown");
	return close(fd);
}

int main(int argc, char **argv)
{
	static struct rule rules[64];
	int n, i, rc = 0;

	if (argc > 2 && strcmp(argv[2], "-v") == 0)
		verbose = 1;
	n = load_rules(argc > 1 ? argv[1] : "/etc/rotlog.conf", rules, 64);
	for (i = 0; i < n; i++) {
		struct passwd *pw = getpwnam(rules[i].user);

		if (!pw) {
			rc = 1;
			continue;
		}
		if (fix_owner(&rules[i], pw) < 0 || rotate(&rules[i], pw) < 0)
			rc = 1;
		else if (verbose)
			printf("%s done\n", rules[i].path);
	}
	return rc;
}
