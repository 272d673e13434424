// RUN: %tocsin %s
// STD: gnu17
/* mdrop - local delivery agent, installed setuid root */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

#define SPOOL_DIR "/var/mail"

struct delivery {
	char	mbox[256];
	uid_t	uid;
	gid_t	gid;
};

static int
create_mbox(const struct delivery *dl)
{
	int fd = open(dl->mbox, O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd == -1)
		return -1;
	if (fchown(fd, dl->uid, dl->gid) == -1) {
		close(fd);
		return -1;
	}
	return fd;
}

static int
open_mbox(const struct delivery *dl)
{
	struct stat st;

	if (lstat(dl->mbox, &st) == -1) {
		if (errno != ENOENT)
			return -1;
		return create_mbox(dl);
	}

	switch (st.st_mode & S_IFMT) {
	case S_IFREG:
		if (st.st_uid != dl->uid || st.st_nlink != 1) {
			syslog(LOG_WARNING, "%s: wrong owner or link count", dl->mbox);
			errno = EPERM;
			return -1;
		}
		break;
	case S_IFLNK:
		syslog(LOG_ALERT, "%s: symbolic link, refusing", dl->mbox);
		errno = ELOOP;
		return -1;
	default:
		errno = EINVAL;
		return -1;
	}
	return open(dl->mbox, O_WRONLY | O_APPEND | O_CLOEXEC); // EXPECT: file-toctou
}

static int
append_message(int fd, FILE *in)
{
	struct stat before;
	char buf[4096];
	size_t n;

	if (flock(fd, LOCK_EX) == -1 || fstat(fd, &before) == -1)
		return -1;
	while ((n = fread(buf, 1, sizeof buf, in)) > 0) {
		if (write(fd, buf, n) != (ssize_t)n) {
			/* roll back a partial message */
			if (ftruncate(fd, before.st_size) == -1)
				syslog(LOG_ERR, "rollback failed: %m");
			return -1;
		}
	}
	return ferror(in) ? -1 : 0;
}

int
main(int argc, char **argv)
{
	struct delivery dl;
	struct passwd *pw;
	int fd, rc;

	if (argc != 2) {
		fprintf(stderr, "usage: mdrop user\n");
		return 64;
	}
	openlog("mdrop", LOG_PID, LOG_MAIL);
	pw = getpwnam(argv[1]);
	if (pw == NULL)
		return 67;
	dl.uid = pw->pw_uid;
	dl.gid = pw->pw_gid;
	if ((size_t)snprintf(dl.mbox, sizeof dl.mbox, "%s/%s", SPOOL_DIR, pw->pw_name) >= sizeof dl.mbox)
		return 73;

	fd = open_mbox(&dl);
	if (fd == -1) {
		syslog(LOG_ERR, "open %s: %m", dl.mbox);
		return 75;
	}
	rc = append_message(fd, stdin);
	close(fd);
	return rc == 0 ? 0 : 75;
}
