// STD: gnu17
/* fetch: look up the password of a host in the user's .netrc */
#include "privfile.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct login {
	char user[64];
	char pass[128];
};

static int open_netrc(const char *path)
{
	struct stat st;
	int fd;

	if (lstat(path, &st) < 0)
		return -1;
	if (S_ISLNK(st.st_mode) || st.st_uid != getuid()) {
		fprintf(stderr, "%s: must be your own plain file\n", path);
		errno = EPERM;
		return -1;
	}
	if (st.st_mode & 077) {
		fprintf(stderr, "%s: readable by others\n", path);
		errno = EPERM;
		return -1;
	}
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	if (privfile_verify(fd, &st, getuid()) < 0) {
		int e = errno;

		close(fd);
		errno = e;
		return -1;
	}
	return fd;
}

static int parse(char *text, const char *host, struct login *out)
{
	char *save = NULL, *tok;
	int match = 0;

	for (tok = strtok_r(text, " \t\n", &save); tok; tok = strtok_r(NULL, " \t\n", &save)) {
		char *val = strtok_r(NULL, " \t\n", &save);

		if (!val)
			break;
		if (strcmp(tok, "machine") == 0)
			match = strcmp(val, host) == 0;
		else if (match && strcmp(tok, "login") == 0)
			snprintf(out->user, sizeof out->user, "%s", val);
		else if (match && strcmp(tok, "password") == 0)
			snprintf(out->pass, sizeof out->pass, "%s", val);
	}
	return out->user[0] ? 0 : -1;
}

int netrc_lookup(const char *host, struct login *out)
{
	const char *home = getenv("HOME");
	char path[PATH_MAX], text[8192];
	int fd, n;

	memset(out, 0, sizeof *out);
	if (!home)
		return -1;
	snprintf(path, sizeof path, "%s/.netrc", home);
	fd = open_netrc(path);
	if (fd < 0)
		return errno == ENOENT ? 1 : -1;
	n = privfile_read(fd, text, sizeof text);
	close(fd);
	return n < 0 ? -1 : parse(text, host, out);
}
