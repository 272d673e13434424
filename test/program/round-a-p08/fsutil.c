#include "fsutil.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void die(const char *fmt, ...)
{
	va_list ap;

	fputs("snapd-backup: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	exit(EXIT_FAILURE);
}

int have_dir(const char *path)
{
	struct stat sb;

	if (stat(path, &sb) != 0)
		return 0;
	return S_ISDIR(sb.st_mode);
}

void xmkdir(const char *path, mode_t mode)
{
	if (mkdir(path, mode) != 0) // EXPECT: file-toctou
		die("mkdir %s: %s", path, strerror(errno));
}
