/* rehome: move everything of a retired account to its successor (run by root) */
#define _XOPEN_SOURCE 700
#include "ownership.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static struct identity from, to;
static unsigned long moved, skipped, errors;

static int visit(const char *fpath, const struct stat *sb, int kind, struct FTW *where)
{
	(void)where;

	switch (kind) {
	case FTW_DNR:
	case FTW_NS:
		errors++;
		return 0;
	case FTW_SL:
	case FTW_SLN:
		skipped++;
		return 0;
	default:
		break;
	}
	if (sb->st_uid != from.uid || (S_ISREG(sb->st_mode) && sb->st_nlink > 1)) {
		skipped++;
		return 0;
	}
	if (give_to(fpath, &to) != 0)
		errors++;
	else
		moved++;
	return 0;
}

int main(int argc, char **argv)
{
	int i;

	if (argc < 4) {
		fprintf(stderr, "usage: rehome old-user new-user dir...\n");
		return 2;
	}
	if (parse_identity(argv[1], &from) != 0 || parse_identity(argv[2], &to) != 0) {
		fprintf(stderr, "rehome: unknown user\n");
		return 1;
	}
	for (i = 3; i < argc; i++) {
		if (nftw(argv[i], visit, 32, FTW_PHYS | FTW_MOUNT) != 0) {
			perror(argv[i]);
			errors++;
		}
	}
	printf("%lu moved, %lu skipped, %lu errors\n", moved, skipped, errors);
	return errors ? 1 : 0;
}
