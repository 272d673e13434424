// RUN: %tocsin %s
// STD: gnu17
/* mboxlock.c - dot locking for mailboxes (from the lmail 2.x tree) */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define LOCK_STALE  300
#define LOCK_TRIES  30
#define LOCK_SLEEP  2

extern char *progname;
char *progname = "lmail";

static int
lockname(char *buf, size_t len, const char *mbox)
{
	if (strlen(mbox) + 6 > len) {
		errno = ENAMETOOLONG;
		return -1;
	}
	(void) strcpy(buf, mbox);
	(void) strcat(buf, ".lock");
	return 0;
}

static int
write_owner(int fd)
{
	char pid[32];
	int n;

	n = sprintf(pid, "%ld\n", (long) getpid());
	if (write(fd, pid, (size_t) n) != n)
		return -1;
	return 0;
}

/* Returns 0 when the mailbox is locked by us, -1 otherwise. */
int
mbox_lock(const char *mbox)
{
	char lock[1024];
	struct stat sb;
	time_t now;
	int fd, tries;

	if (lockname(lock, sizeof lock, mbox) < 0)
		return -1;

	for (tries = 0; tries < LOCK_TRIES; tries++) {
		fd = open(lock, O_WRONLY | O_CREAT | O_EXCL, 0600);
		if (fd >= 0) {
			if (write_owner(fd) < 0) {
				(void) close(fd);
				(void) unlink(lock);
				return -1;
			}
			(void) close(fd);
			return 0;
		}
		if (errno != EEXIST) {
			(void) fprintf(stderr, "%s: %s: %s\n", progname, lock,
			    strerror(errno));
			return -1;
		}
		if (stat(lock, &sb) < 0)
			continue;
		(void) time(&now);
		if (now - sb.st_ctime > LOCK_STALE) {
			(void) fprintf(stderr, "%s: breaking lock %s\n",
			    progname, lock);
			(void) unlink(lock); // EXPECT: timestamp-cleanup
			continue;
		}
		(void) sleep(LOCK_SLEEP);
	}
	errno = EAGAIN;
	return -1;
}

int
mbox_unlock(const char *mbox)
{
	char lock[1024];

	if (lockname(lock, sizeof lock, mbox) < 0)
		return -1;
	return unlink(lock);
}
