// RUN: %tocsin %s
// STD: gnu17
/* crontab loader: per-user tables are read relative to the spool directory. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

struct table {
	char user[64];
	uid_t uid;
	char *text;
	size_t len;
	struct timespec mtime;
	struct table *next;
};

struct spool {
	int dirfd;
	struct table *tables;
};

int spool_open(struct spool *sp, const char *dir)
{
	struct stat st;

	sp->tables = NULL;
	sp->dirfd = open(dir, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (sp->dirfd < 0)
		return -1;
	if (fstat(sp->dirfd, &st) < 0 || st.st_uid != 0 || (st.st_mode & (S_IWGRP | S_IWOTH))) {
		close(sp->dirfd);
		sp->dirfd = -1;
		errno = EPERM;
		return -1;
	}
	return 0;
}

static char *slurp(int fd, size_t size, size_t *got)
{
	char *buf = malloc(size + 1);
	size_t n = 0;

	if (!buf)
		return NULL;
	while (n < size) {
		ssize_t r = read(fd, buf + n, size - n);

		if (r < 0) {
			free(buf);
			return NULL;
		}
		if (r == 0)
			break;
		n += (size_t)r;
	}
	buf[n] = '\0';
	*got = n;
	return buf;
}

static struct table *find(struct spool *sp, const char *user)
{
	struct table *t;

	for (t = sp->tables; t; t = t->next)
		if (strcmp(t->user, user) == 0)
			return t;
	return NULL;
}

static void load_one(struct spool *sp, const char *name)
{
	struct passwd *pw = getpwnam(name);
	struct table *t = find(sp, name);
	struct stat st;
	int fd;

	if (!pw)
		return;
	if (fstatat(sp->dirfd, name, &st, AT_SYMLINK_NOFOLLOW) < 0 || !S_ISREG(st.st_mode))
		return;
	if (t && t->mtime.tv_sec == st.st_mtim.tv_sec && t->mtime.tv_nsec == st.st_mtim.tv_nsec)
		return;
	fd = openat(sp->dirfd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return;
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || st.st_uid != pw->pw_uid ||
	    st.st_nlink != 1) {
		syslog(LOG_WARNING, "table of %s ignored", name);
		close(fd);
		return;
	}
	if (!t) {
		t = calloc(1, sizeof *t);
		if (!t) {
			close(fd);
			return;
		}
		snprintf(t->user, sizeof t->user, "%s", name);
		t->next = sp->tables;
		sp->tables = t;
	}
	t->uid = pw->pw_uid;
	t->mtime = st.st_mtim;
	free(t->text);
	t->text = slurp(fd, (size_t)st.st_size, &t->len);
	close(fd);
}

int spool_scan(struct spool *sp)
{
	int fd = dup(sp->dirfd);
	struct dirent *de;
	DIR *d;

	if (fd < 0 || !(d = fdopendir(fd)))
		return -1;
	rewinddir(d);
	while ((de = readdir(d)))
		if (de->d_name[0] != '.' && isalnum((unsigned char)de->d_name[0]))
			load_one(sp, de->d_name);
	closedir(d);
	return 0;
}
