// RUN: %tocsin %s
// STD: gnu17
/* tidytmp - remove what nobody touched for a while; run from cron as root */
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct stats {
	unsigned long seen, removed, kept, errors;
};

static bool dry_run;
static time_t horizon;

static bool wanted(const char *name)
{
	static const char *const keep[] = { ".", "..", ".X11-unix", ".ICE-unix", "lost+found", NULL };

	for (const char *const *k = keep; *k; k++)
		if (!strcmp(*k, name))
			return false;
	return true;
}

static bool stale(const struct stat *st)
{
	time_t last = st->st_atime > st->st_mtime ? st->st_atime : st->st_mtime;

	return last < horizon;
}

static void consider(const char *dir, const char *name, struct stats *s)
{
	char full[PATH_MAX];
	struct stat st;

	if (snprintf(full, sizeof(full), "%s/%s", dir, name) >= (int)sizeof(full)) {
		s->errors++;
		return;
	}
	if (lstat(full, &st) != 0) {
		if (errno != ENOENT)
			s->errors++;
		return;
	}
	s->seen++;

	switch (st.st_mode & S_IFMT) {
	case S_IFREG:
	case S_IFIFO:
		if (!stale(&st)) {
			s->kept++;
			break;
		}
		if (dry_run) {
			printf("would remove %s\n", full);
			break;
		}
		if (unlink(full) == 0) // EXPECT: file-toctou, timestamp-cleanup
			s->removed++;
		else
			s->errors++;
		break;
	case S_IFDIR:
	case S_IFLNK:
	default:
		s->kept++;
		break;
	}
}

static int sweep(const char *dir, struct stats *s)
{
	DIR *d = opendir(dir);
	struct dirent *e;

	if (!d) {
		fprintf(stderr, "tidytmp: %s: %s\n", dir, strerror(errno));
		return -1;
	}
	while ((e = readdir(d)) != NULL) {
		if (wanted(e->d_name))
			consider(dir, e->d_name, s);
	}
	closedir(d);
	return 0;
}

int main(int argc, char **argv)
{
	struct stats s = { 0 };
	int days = 10, c, rc = 0;

	while ((c = getopt(argc, argv, "nd:")) != -1) {
		if (c == 'n')
			dry_run = true;
		else if (c == 'd')
			days = atoi(optarg);
		else
			return 2;
	}
	horizon = time(NULL) - (time_t)days * 86400;
	rc |= sweep("/tmp", &s);
	rc |= sweep("/var/tmp", &s);
	printf("%lu seen, %lu removed, %lu kept, %lu errors\n", s.seen, s.removed, s.kept, s.errors);
	return rc ? 1 : 0;
}
