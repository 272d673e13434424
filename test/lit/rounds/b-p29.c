// RUN: %tocsin %s
// STD: gnu17
/* dropmail: local delivery agent, started by the MTA as root */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

struct rcpt {
	const char *user;
	uid_t uid;
	gid_t gid;
	char mbox[PATH_MAX];
};

static int rcpt_resolve(struct rcpt *r, const char *user)
{
	struct passwd *pw = getpwnam(user);

	if (pw == NULL)
		return -1;
	r->user = pw->pw_name;
	r->uid = pw->pw_uid;
	r->gid = pw->pw_gid;
	return snprintf(r->mbox, sizeof(r->mbox), "/var/mail/%s", pw->pw_name) < (int)sizeof(r->mbox) ? 0 : -1;
}

static int suspicious(const struct stat *sb, const struct rcpt *r)
{
	return !S_ISREG(sb->st_mode) || sb->st_nlink != 1 || sb->st_uid != r->uid;
}

static int append(const struct rcpt *r, FILE *msg, off_t *end)
{
	struct stat sb;
	char buf[8192];
	size_t n;
	int fd = -1, code = EX_TEMPFAIL;

	if (lstat(r->mbox, &sb) == 0 && suspicious(&sb, r)) {
		fprintf(stderr, "dropmail: %s: irregular mailbox\n", r->mbox);
		return EX_CANTCREAT;
	}

	fd = open(r->mbox, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600); // EXPECT: file-toctou
	if (fd < 0)
		goto done;
	if (flock(fd, LOCK_EX) != 0 || fstat(fd, &sb) != 0)
		goto done;
	*end = sb.st_size;
	while ((n = fread(buf, 1, sizeof(buf), msg)) > 0) {
		if (write(fd, buf, n) != (ssize_t)n) {
			(void)!ftruncate(fd, *end);
			goto done;
		}
	}
	if (write(fd, "\n", 1) == 1 && fsync(fd) == 0)
		code = EX_OK;
done:
	if (fd >= 0)
		close(fd);
	return code;
}

static void note_new(const struct rcpt *r, off_t at)
{
	char idx[PATH_MAX + 8];
	FILE *fp;

	snprintf(idx, sizeof(idx), "/var/mail/.idx/%s", r->user);
	fp = fopen(idx, "w");
	if (fp == NULL)
		return;
	fprintf(fp, "%lld %lld\n", (long long)at, (long long)time(NULL));
	fclose(fp);
	if (chown(idx, r->uid, r->gid) != 0) // EXPECT: create-then-name
		perror(idx);
}

int main(int argc, char **argv)
{
	struct rcpt r;
	off_t at = 0;
	int code;

	if (argc != 2)
		return EX_USAGE;
	if (rcpt_resolve(&r, argv[1]) != 0)
		return EX_NOUSER;
	umask(077);
	code = append(&r, stdin, &at);
	if (code == EX_OK)
		note_new(&r, at);
	return code;
}
