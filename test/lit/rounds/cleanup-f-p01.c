// RUN: %tocsin %s
// STD: gnu17
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

/*
 * spoold: housekeeping for the print spool.  Clients drop jobs into
 * <spool>/incoming, the filter processes open them and stream to the device.
 */

#define SPOOL_KEEP_SECS   (36 * 3600)
#define SPOOL_GRACE_SECS  600

struct spool {
	char dir[256];
	unsigned removed;
	unsigned long long freed;
};

static int is_job_file(const char *name)
{
	size_t n = strlen(name);

	if (name[0] == '.')
		return 0;
	return n > 4 && (strcmp(name + n - 4, ".job") == 0 ||
			 strcmp(name + n - 4, ".ps2") == 0);
}

/* Stage a job: write to a private temp name, then publish by rename. */
int spool_submit(struct spool *sp, const char *name, const void *buf, size_t len)
{
	char tmp[512], dst[512];
	int fd;

	snprintf(tmp, sizeof tmp, "%s/.stage.XXXXXX", sp->dir);
	fd = mkstemp(tmp);
	if (fd < 0) {
		syslog(LOG_ERR, "mkstemp %s: %s", tmp, strerror(errno));
		return -1;
	}
	if (write(fd, buf, len) != (ssize_t)len) {
		close(fd);
		unlink(tmp);
		return -1;
	}
	close(fd);
	snprintf(dst, sizeof dst, "%s/%s.job", sp->dir, name);
	if (rename(tmp, dst) != 0) {
		unlink(tmp);
		return -1;
	}
	return 0;
}

int spool_sweep(struct spool *sp)
{
	DIR *d;
	struct dirent *de;
	struct stat st;
	time_t horizon = time(NULL) - (SPOOL_KEEP_SECS + SPOOL_GRACE_SECS);
	int dfd;

	d = opendir(sp->dir);
	if (!d) {
		syslog(LOG_WARNING, "spool %s: %s", sp->dir, strerror(errno));
		return -1;
	}
	dfd = dirfd(d);
	while ((de = readdir(d)) != NULL) {
		if (!is_job_file(de->d_name))
			continue;
		if (fstatat(dfd, de->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
			continue;
		if (!S_ISREG(st.st_mode))
			continue;
		if (st.st_mtime >= horizon)
			continue;
		if (unlinkat(dfd, de->d_name, 0) == 0) { // EXPECT: timestamp-cleanup
			sp->removed++;
			sp->freed += (unsigned long long)st.st_blocks * 512;
		} else if (errno != ENOENT) {
			syslog(LOG_WARNING, "unlink %s: %s", de->d_name, strerror(errno));
		}
	}
	closedir(d);
	return 0;
}
