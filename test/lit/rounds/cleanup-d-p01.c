// RUN: %tocsin %s
// STD: gnu17
/*
 * mgw_spool.c - attachment spool of the mail gateway.
 *
 * The receiver process drops every MIME part larger than 64k into the spool
 * and passes the file name to the delivery process through the queue.  The
 * housekeeping process walks the spool once a minute.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#define SPOOL_DIR	"/var/spool/mgw/parts"
#define PART_LIFETIME	(4 * 3600)
#define CORE_LIFETIME	(14 * 86400)

struct sweep_stats {
	unsigned long	seen;
	unsigned long	removed;
	unsigned long	aged;
	unsigned long	errors;
};

static int
part_path(char *buf, size_t len, const char *name)
{
	int n = snprintf(buf, len, "%s/%s", SPOOL_DIR, name);

	if (n < 0 || (size_t)n >= len) {
		errno = ENAMETOOLONG;
		return -1;
	}
	return 0;
}

/* Delivery side: stream one part into the SMTP connection. */
int
spool_send_part(int sock, const char *name)
{
	char	path[PATH_MAX];
	char	buf[16384];
	ssize_t	n;
	int	fd;

	if (part_path(path, sizeof path, name) < 0)
		return -1;
	fd = open(path, O_RDONLY);
	if (fd < 0) {
		syslog(LOG_ERR, "part %s: %m", name);
		return -1;
	}
	while ((n = read(fd, buf, sizeof buf)) > 0) {
		if (write(sock, buf, (size_t)n) != n) {
			close(fd);
			return -1;
		}
	}
	close(fd);
	return n < 0 ? -1 : 0;
}

/* Delivery side: the remote host has taken the whole message. */
int
spool_done(const char *name)
{
	char	path[PATH_MAX];

	if (part_path(path, sizeof path, name) < 0)
		return -1;
	return unlink(path);
}

/* Monitoring: how many parts wait longer than the alarm threshold? */
void
spool_count_aged(struct sweep_stats *ss, const char *name, time_t alarm_age)
{
	char		path[PATH_MAX];
	struct stat	st;

	if (part_path(path, sizeof path, name) < 0 || stat(path, &st) < 0)
		return;
	if (time(NULL) - st.st_mtime > alarm_age)
		ss->aged++;
}

int
spool_sweep(struct sweep_stats *ss)
{
	DIR		*dp;
	struct dirent	*de;
	struct stat	st;
	char		path[PATH_MAX];
	time_t		now = time(NULL);

	dp = opendir(SPOOL_DIR);
	if (dp == NULL)
		return -1;
	while ((de = readdir(dp)) != NULL) {
		if (de->d_name[0] == '.')
			continue;
		ss->seen++;
		if (part_path(path, sizeof path, de->d_name) < 0)
			continue;
		if (lstat(path, &st) < 0) {
			if (errno != ENOENT)
				ss->errors++;
			continue;
		}
		if (!S_ISREG(st.st_mode))
			continue;
		if (now - st.st_mtime <= PART_LIFETIME)
			continue;
		if (unlink(path) < 0) { // EXPECT: timestamp-cleanup EXPECT-NOISE: file-toctou
			syslog(LOG_WARNING, "cannot remove %s: %m", path);
			ss->errors++;
		} else {
			ss->removed++;
		}
	}
	closedir(dp);
	return 0;
}
