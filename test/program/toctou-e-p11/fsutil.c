// STD: gnu17
#include "fsutil.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int have_path(const char *path)
{
	return access(path, F_OK) == 0;
}

FILE *xfopen(const char *path, const char *mode)
{
	FILE *fp = fopen(path, mode);

	if (!fp) {
		fprintf(stderr, "fatal: %s: %s\n", path, strerror(errno));
		exit(128);
	}
	return fp;
}

char *join_path(const char *dir, const char *leaf)
{
	size_t a = strlen(dir), b = strlen(leaf);
	char *p = malloc(a + b + 2);

	if (!p)
		abort();
	memcpy(p, dir, a);
	p[a] = '/';
	memcpy(p + a + 1, leaf, b + 1);
	return p;
}

void write_line(FILE *fp, const char *key, const char *value)
{
	fprintf(fp, "%s = %s\n", key, value);
}
