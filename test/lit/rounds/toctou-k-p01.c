// RUN: %tocsin %s
// STD: gnu17
/* logturn: rotates the logs of the services listed in its table.  Runs as root from a timer. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum turn_mode { TURN_MOVE, TURN_COPYTRUNCATE };

struct log_rule {
	const char *path;     /* below a directory owned by the service account */
	uid_t owner;
	gid_t group;
	mode_t mode;
	int keep;
	enum turn_mode how;
};

static const struct log_rule rules[] = {
	{ "/var/log/webd/access.log", 981, 981, 0640, 7, TURN_MOVE },
	{ "/var/log/queued/worker.log", 982, 4, 0640, 4, TURN_COPYTRUNCATE },
};

static void shift_generations(const struct log_rule *r)
{
	char from[PATH_MAX], to[PATH_MAX];

	for (int i = r->keep - 1; i >= 1; i--) {
		snprintf(from, sizeof from, "%s.%d", r->path, i);
		snprintf(to, sizeof to, "%s.%d", r->path, i + 1);
		if (rename(from, to) == -1 && errno != ENOENT)
			fprintf(stderr, "logturn: %s: %s\n", from, strerror(errno));
	}
}

static int copy_out(int in, const char *dest)
{
	char buf[16384];
	ssize_t n;
	int out = open(dest, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (out == -1)
		return -1;
	while ((n = read(in, buf, sizeof buf)) > 0) {
		if (write(out, buf, (size_t)n) != n) {
			n = -1;
			break;
		}
	}
	if (close(out) == -1)
		return -1;
	return n == 0 ? 0 : -1;
}

static int turn_by_copy(const struct log_rule *r)
{
	struct stat st;
	char dest[PATH_MAX];
	int fd, rc = -1;

	if (lstat(r->path, &st) == -1)
		return errno == ENOENT ? 0 : -1;
	if (!S_ISREG(st.st_mode) || st.st_uid != r->owner) {
		fprintf(stderr, "logturn: %s: not a log of uid %u, skipped\n", r->path, (unsigned)r->owner);
		return -1;
	}
	shift_generations(r);
	snprintf(dest, sizeof dest, "%s.1", r->path);
	fd = open(r->path, O_RDWR | O_CLOEXEC); // EXPECT: file-toctou
	if (fd == -1)
		return -1;
	if (copy_out(fd, dest) == 0 && ftruncate(fd, 0) == 0)
		rc = 0;
	close(fd);
	return rc;
}

/* The rotation journal lives beside the logs and is cut back to nothing once it is too long. */
static int trim_journal(const struct log_rule *r, off_t limit)
{
	char name[PATH_MAX];
	struct stat st;
	int fd, rc = 0;

	snprintf(name, sizeof name, "%s.journal", r->path);
	fd = open(name, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd == -1)
		return errno == ENOENT ? 0 : -1;
	if (fstat(fd, &st) == -1 || !S_ISREG(st.st_mode) || st.st_uid != r->owner || st.st_nlink != 1)
		rc = -1;
	else if (st.st_size > limit)
		rc = ftruncate(fd, 0);
	close(fd);
	return rc;
}

static int start_new_log(const struct log_rule *r)
{
	int fd = open(r->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, r->mode);

	if (fd == -1)
		return errno == EEXIST ? 0 : -1;
	close(fd);
	return chown(r->path, r->owner, r->group); // EXPECT: create-then-name
}

static int start_journal(const struct log_rule *r)
{
	char name[PATH_MAX];
	int fd, rc;

	snprintf(name, sizeof name, "%s.journal", r->path);
	fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd == -1)
		return errno == EEXIST ? 0 : -1;
	rc = fchown(fd, r->owner, r->group);
	if (rc == 0)
		rc = fchmod(fd, r->mode);
	close(fd);
	return rc;
}

static int turn_by_move(const struct log_rule *r)
{
	char dest[PATH_MAX];

	shift_generations(r);
	snprintf(dest, sizeof dest, "%s.1", r->path);
	if (rename(r->path, dest) == -1 && errno != ENOENT)
		return -1;
	return start_new_log(r);
}

int main(void)
{
	int failures = 0;

	for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
		const struct log_rule *r = &rules[i];
		int rc = r->how == TURN_MOVE ? turn_by_move(r) : turn_by_copy(r);

		if (rc != 0 || start_journal(r) != 0 || trim_journal(r, 1 << 20) != 0)
			failures++;
	}
	return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
