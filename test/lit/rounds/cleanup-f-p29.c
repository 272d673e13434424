// RUN: %tocsin %s
// STD: gnu17
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

/*
 * Nightly tidy for the build farm: agents write <run>/<name>.pid at start
 * and publish results in a POSIX shm object "/agent.<name>".
 */

static long read_pid(const char *path)
{
	char buf[32];
	ssize_t n;
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return -1;
	n = read(fd, buf, sizeof buf - 1);
	close(fd);
	if (n <= 0)
		return -1;
	buf[n] = '\0';
	return strtol(buf, NULL, 10);
}

static int started_before(const char *path, time_t limit)
{
	struct stat st;

	return stat(path, &st) == 0 && st.st_mtime < limit;
}

static int tidy_agent(const char *run, const char *name, time_t limit)
{
	char pidfile[PATH_MAX];
	long pid;

	snprintf(pidfile, sizeof pidfile, "%s/%s", run, name);
	if (!started_before(pidfile, limit))
		return 0;
	pid = read_pid(pidfile);
	if (pid <= 1)
		return -1;
	syslog(LOG_NOTICE, "agent %s: stopping pid %ld", name, pid);
	if (kill((pid_t)pid, SIGKILL) != 0 && errno != ESRCH) // EXPECT: timestamp-cleanup
		return -1;
	return 1;
}

int tidy_agents(const char *run, int hours)
{
	time_t limit = time(NULL) - (time_t)hours * 3600;
	struct dirent *de;
	int n = 0;
	DIR *d = opendir(run);

	if (!d)
		return -1;
	while ((de = readdir(d))) {
		char *dot = strrchr(de->d_name, '.');

		if (dot && strcmp(dot, ".pid") == 0 && tidy_agent(run, de->d_name, limit) > 0)
			n++;
	}
	closedir(d);
	return n;
}

int tidy_results(int hours)
{
	time_t limit = time(NULL) - (time_t)hours * 3600;
	struct dirent *de;
	DIR *d = opendir("/dev/shm");

	if (!d)
		return -1;
	while ((de = readdir(d))) {
		char full[PATH_MAX], shm[NAME_MAX + 2];

		if (strncmp(de->d_name, "agent.", 6) != 0)
			continue;
		snprintf(full, sizeof full, "/dev/shm/%s", de->d_name);
		if (!started_before(full, limit))
			continue;
		snprintf(shm, sizeof shm, "/%s", de->d_name);
		if (shm_unlink(shm) != 0) // EXPECT: timestamp-cleanup
			syslog(LOG_WARNING, "shm_unlink %s: %m", shm);
	}
	closedir(d);
	return 0;
}

/* Agents that are gone for good leave their pid file behind. */
int tidy_pidfile(const char *path, time_t limit)
{
	long pid = read_pid(path);

	if (!started_before(path, limit) || pid <= 1)
		return 0;
	if (kill((pid_t)pid, 0) == 0 || errno != ESRCH)
		return 0;
	return unlink(path) == 0; // EXPECT: file-toctou
}
