// RUN: %tocsin %s
// STD: gnu17
/* tmpsweep: remove stale files from shared scratch directories */
#include <dirent.h>
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct sweep {
	time_t cutoff;
	unsigned long removed;
	unsigned long long bytes;
	int dry_run;
	int depth;
};

static int is_dots(const char *n)
{
	return n[0] == '.' && (n[1] == '\0' || (n[1] == '.' && n[2] == '\0'));
}

static int excluded(const char *name)
{
	static const char *const keep[] = { ".X11-unix", ".ICE-unix", "lost+found", NULL };
	int i;

	for (i = 0; keep[i]; i++)
		if (strcmp(keep[i], name) == 0)
			return 1;
	return 0;
}

static void sweep_dir(struct sweep *sw, const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *de;

	if (!d) {
		fprintf(stderr, "tmpsweep: %s: %s\n", dir, strerror(errno));
		return;
	}
	sw->depth++;
	while ((de = readdir(d)) != NULL) {
		char full[PATH_MAX];
		struct stat sb;

		if (is_dots(de->d_name) || excluded(de->d_name))
			continue;
		if ((size_t)snprintf(full, sizeof full, "%s/%s", dir, de->d_name) >= sizeof full)
			continue;
		if (lstat(full, &sb) != 0)
			continue;
		if (S_ISDIR(sb.st_mode)) {
			if (sw->depth < 16)
				sweep_dir(sw, full); // EXPECT: file-toctou
			continue;
		}
		if (!S_ISREG(sb.st_mode) || sb.st_atime > sw->cutoff || sb.st_nlink > 1)
			continue;
		if (sw->dry_run) {
			printf("would remove %s\n", full);
			continue;
		}
		if (unlink(full) == 0) { // EXPECT: file-toctou
			sw->removed++;
			sw->bytes += (unsigned long long)sb.st_size;
		} else if (errno != ENOENT) {
			fprintf(stderr, "tmpsweep: unlink %s: %s\n", full, strerror(errno));
		}
	}
	sw->depth--;
	closedir(d);
}

int main(int argc, char **argv)
{
	struct sweep sw;
	long hours = 240;
	int c;

	memset(&sw, 0, sizeof sw);
	while ((c = getopt(argc, argv, "na:")) != -1) {
		if (c == 'n')
			sw.dry_run = 1;
		else if (c == 'a')
			hours = strtol(optarg, NULL, 10);
		else
			return 2;
	}
	sw.cutoff = time(NULL) - hours * 3600;
	if (optind == argc) {
		sweep_dir(&sw, "/tmp");
		sweep_dir(&sw, "/var/tmp");
	}
	for (; optind < argc; optind++)
		sweep_dir(&sw, argv[optind]);
	printf("%lu files, %llu bytes\n", sw.removed, sw.bytes);
	return 0;
}
