// RUN: %tocsin %s
// STD: gnu17
/* thumbsweep: remove expired thumbnails from a cache directory */
#define _GNU_SOURCE
#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct stats {
	unsigned long seen, removed, failed;
	unsigned long long bytes;
};

static int has_suffix(const char *s, const char *suf)
{
	size_t a = strlen(s), b = strlen(suf);
	return a >= b && strcmp(s + a - b, suf) == 0;
}

static void sweep(int dfd, time_t limit, struct stats *out)
{
	int copy = fcntl(dfd, F_DUPFD_CLOEXEC, 0);
	struct dirent *de;
	struct stat st;
	DIR *d;

	if (copy < 0 || (d = fdopendir(copy)) == NULL) {
		warn("fdopendir");
		if (copy >= 0)
			close(copy);
		return;
	}
	while ((de = readdir(d)) != NULL) {
		if (de->d_name[0] == '.' || !has_suffix(de->d_name, ".png"))
			continue;
		out->seen++;
		if (fstatat(dfd, de->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0)
			continue;
		if (!S_ISREG(st.st_mode) || st.st_mtime >= limit)
			continue;
		if (unlinkat(dfd, de->d_name, 0) < 0) { // EXPECT: timestamp-cleanup
			if (errno != ENOENT) {
				warn("%s", de->d_name);
				out->failed++;
			}
			continue;
		}
		out->removed++;
		out->bytes += (unsigned long long)st.st_size;
	}
	closedir(d);
}

int main(int argc, char **argv)
{
	struct stats st = { 0, 0, 0, 0 };
	long days = 30;
	char *end;
	int dfd;

	if (argc < 2)
		errx(2, "usage: thumbsweep dir [days]");
	if (argc > 2) {
		days = strtol(argv[2], &end, 10);
		if (*end || days < 0)
			errx(2, "bad number of days: %s", argv[2]);
	}
	dfd = open(argv[1], O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (dfd < 0)
		err(1, "%s", argv[1]);
	sweep(dfd, time(NULL) - days * 86400L, &st);
	close(dfd);
	printf("%lu seen, %lu removed (%llu bytes), %lu failed\n", st.seen, st.removed, st.bytes, st.failed);
	return st.failed ? 1 : 0;
}
