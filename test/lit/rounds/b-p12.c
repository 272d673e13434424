// RUN: %tocsin %s
// STD: gnu17
/* crontab reader: loads a user's table from the shared table directory */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

#define TABDIR "/var/spool/tabs"

enum load_result { LOAD_OK, LOAD_MISSING, LOAD_REFUSED, LOAD_ERROR };

static int same_inode(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static int acceptable(const struct stat *st, uid_t owner)
{
	if (!S_ISREG(st->st_mode))
		return 0;
	if (st->st_uid != owner && st->st_uid != 0)
		return 0;
	if (st->st_nlink != 1)
		return 0;
	return (st->st_mode & 022) == 0;
}

static unsigned parse_lines(FILE *fp)
{
	char *line = NULL;
	size_t cap = 0;
	unsigned jobs = 0;

	while (getline(&line, &cap, fp) > 0) {
		char *p = line + strspn(line, " \t");
		if (*p != '#' && *p != '\n' && *p != '\0')
			jobs++;
	}
	free(line);
	return jobs;
}

static enum load_result load_tab(const struct passwd *pw, unsigned *jobs)
{
	char tab[PATH_MAX];
	struct stat before, after;
	FILE *fp;
	int fd;

	snprintf(tab, sizeof(tab), "%s/%s", TABDIR, pw->pw_name);

	if (lstat(tab, &before) != 0)
		return errno == ENOENT ? LOAD_MISSING : LOAD_ERROR;
	if (!acceptable(&before, pw->pw_uid)) {
		syslog(LOG_WARNING, "%s: bad file type, owner or mode", tab);
		return LOAD_REFUSED;
	}

	fd = open(tab, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return LOAD_ERROR;
	if (fstat(fd, &after) != 0 || !same_inode(&before, &after)) {
		syslog(LOG_WARNING, "%s: changed while being opened", tab);
		close(fd);
		return LOAD_REFUSED;
	}

	fp = fdopen(fd, "r");
	if (fp == NULL) {
		close(fd);
		return LOAD_ERROR;
	}
	*jobs = parse_lines(fp);
	fclose(fp);
	return LOAD_OK;
}

int main(int argc, char **argv)
{
	int rc = 0;

	openlog("tabload", LOG_PID, LOG_CRON);
	for (int i = 1; i < argc; i++) {
		struct passwd *pw = getpwnam(argv[i]);
		unsigned jobs = 0;

		if (!pw) {
			fprintf(stderr, "%s: no such user\n", argv[i]);
			rc = 1;
			continue;
		}
		switch (load_tab(pw, &jobs)) {
		case LOAD_OK:
			printf("%s: %u jobs\n", argv[i], jobs);
			break;
		case LOAD_MISSING:
			printf("%s: no table\n", argv[i]);
			break;
		case LOAD_REFUSED:
		case LOAD_ERROR:
			rc = 1;
			break;
		}
	}
	return rc;
}
