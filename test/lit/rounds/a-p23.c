// RUN: %tocsin %s
// STD: gnu17
/* logtrim - keep application logs below a size and age limit */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static struct {
	long max_age;		/* seconds */
	off_t max_size;		/* bytes */
	int noaction;
} cfg = { 14 * 86400L, 10 * 1024 * 1024, 0 };

static off_t parse_size(const char *s)
{
	char *end;
	off_t v = (off_t)strtoll(s, &end, 10);

	switch (tolower((unsigned char)*end)) {
	case 'g':
		v *= 1024;
		/* fallthrough */
	case 'm':
		v *= 1024;
		/* fallthrough */
	case 'k':
		v *= 1024;
		break;
	default:
		break;
	}
	return v;
}

static int is_log(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot && (!strcmp(dot, ".log") || (isdigit((unsigned char)dot[1]) && strstr(name, ".log.")));
}

static int trim_dir(const char *dir)
{
	char path[PATH_MAX];
	struct dirent *ent;
	struct stat st;
	time_t now = time(NULL);
	int errs = 0;
	DIR *dp = opendir(dir);

	if (!dp) {
		fprintf(stderr, "logtrim: %s: %s\n", dir, strerror(errno));
		return 1;
	}
	while ((ent = readdir(dp))) {
		if (!is_log(ent->d_name))
			continue;
		if (snprintf(path, sizeof path, "%s/%s", dir, ent->d_name) >= (int)sizeof path) {
			errs++;
			continue;
		}
		if (lstat(path, &st) < 0 || !S_ISREG(st.st_mode))
			continue;
		if (cfg.noaction) {
			printf("%s %lld\n", path, (long long)st.st_size);
			continue;
		}
		if (now - st.st_mtime > cfg.max_age) {
			if (unlink(path) < 0) { // EXPECT: file-toctou, timestamp-cleanup
				perror(path);
				errs++;
			}
		} else if (st.st_size > cfg.max_size) {
			if (truncate(path, 0) < 0) { // EXPECT: file-toctou
				perror(path);
				errs++;
			}
		}
	}
	closedir(dp);
	return errs;
}

int main(int argc, char **argv)
{
	int c, errs = 0;

	while ((c = getopt(argc, argv, "a:s:n")) != -1) {
		if (c == 'a')
			cfg.max_age = atol(optarg) * 86400L;
		else if (c == 's')
			cfg.max_size = parse_size(optarg);
		else if (c == 'n')
			cfg.noaction = 1;
		else
			return 2;
	}
	for (; optind < argc; optind++)
		errs += trim_dir(argv[optind]);
	return errs ? 1 : 0;
}
