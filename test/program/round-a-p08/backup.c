/* Nightly snapshot driver; several of these run in parallel from cron. */
#include "fsutil.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct plan {
	const char *pool;
	const char *host;
	int verbose;
};

static void make_tree(char *path, int verbose)
{
	char *slash;

	for (slash = strchr(path + 1, '/'); ; slash = strchr(slash + 1, '/')) {
		if (slash)
			*slash = '\0';
		if (!have_dir(path)) {
			if (verbose)
				printf("creating %s\n", path);
			xmkdir(path, 0750);
		}
		if (!slash)
			break;
		*slash = '/';
	}
}

int main(int argc, char **argv)
{
	struct plan pl = { "/srv/backup", NULL, 0 };
	char dir[PATH_MAX], day[32];
	time_t now = time(NULL);
	int c;

	while ((c = getopt(argc, argv, "p:v")) != -1) {
		switch (c) {
		case 'p':
			pl.pool = optarg;
			break;
		case 'v':
			pl.verbose++;
			break;
		default:
			die("usage: backup [-v] [-p pool] host");
		}
	}
	if (optind >= argc)
		die("no host given");
	pl.host = argv[optind];
	if (strchr(pl.host, '/') || pl.host[0] == '.')
		die("bad host name");
	if (pl.pool[0] != '/')
		die("pool must be absolute");

	strftime(day, sizeof day, "%Y/%m/%d", localtime(&now));
	if ((size_t)snprintf(dir, sizeof dir, "%s/%s/%s", pl.pool, pl.host, day) >= sizeof dir)
		die("path too long");
	make_tree(dir, pl.verbose);
	printf("%s\n", dir);
	return 0;
}
