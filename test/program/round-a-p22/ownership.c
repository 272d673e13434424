#define _GNU_SOURCE
#include "ownership.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int parse_identity(const char *text, struct identity *out)
{
	struct passwd *pw = getpwnam(text);
	char *end;

	if (pw != NULL) {
		out->uid = pw->pw_uid;
		out->gid = pw->pw_gid;
		return 0;
	}
	errno = 0;
	out->uid = (uid_t)strtoul(text, &end, 10);
	if (errno != 0 || end == text || *end != '\0')
		return -1;
	out->gid = (gid_t)-1;
	return 0;
}

int give_to(const char *path, const struct identity *who)
{
	if (fchownat(AT_FDCWD, path, who->uid, who->gid, 0) == 0) // EXPECT: file-toctou
		return 0;
	fprintf(stderr, "rehome: %s: %s\n", path, strerror(errno));
	return -1;
}
