// RUN: %tocsin %s
// STD: gnu17
/* meterd: collects meter readings; one instance per state directory. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define PID_FILE   "/run/meterd/meterd.pid"
#define STATE_FILE "/var/lib/meterd/counters"
#define CONF_FILE  "/etc/meterd.conf"

struct config {
	unsigned interval;
	struct timespec loaded;
};

static volatile sig_atomic_t stopping;

static void on_term(int sig)
{
	(void)sig;
	stopping = 1;
}

/* Returns a locked descriptor, -1 if another instance runs or on error. */
static int claim_pid_file(const char *path)
{
	for (;;) {
		struct stat mine, named;
		int fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0644);

		if (fd == -1)
			return -1;
		if (flock(fd, LOCK_EX | LOCK_NB) == -1) {
			close(fd);
			return -1;
		}
		if (fstat(fd, &mine) == -1) {
			close(fd);
			return -1;
		}
		/* A leaving instance may have removed the file that was opened above. */
		if (stat(path, &named) == -1 || named.st_ino != mine.st_ino || named.st_dev != mine.st_dev) {
			close(fd);
			continue;
		}
		if (ftruncate(fd, 0) == -1 || dprintf(fd, "%ld\n", (long)getpid()) < 0) {
			close(fd);
			return -1;
		}
		return fd;
	}
}

static void release_pid_file(int fd, const char *path)
{
	unlink(path);
	close(fd);
}

/* Called with the pid file held: nobody else touches the state directory. */
static int prepare_state(void)
{
	FILE *f;

	if (access(STATE_FILE, F_OK) == 0)
		return 0;
	f = fopen(STATE_FILE, "w"); // EXPECT-NOISE: file-toctou
	if (f == NULL)
		return -1;
	fprintf(f, "version 1\n");
	return fclose(f) == 0 ? 0 : -1;
}

static bool conf_is_newer(const struct config *c)
{
	struct stat st;

	if (stat(CONF_FILE, &st) == -1)
		return false;
	return st.st_mtim.tv_sec != c->loaded.tv_sec || st.st_mtim.tv_nsec != c->loaded.tv_nsec;
}

static int load_conf(struct config *c)
{
	struct stat st;
	unsigned interval;
	FILE *f = fopen(CONF_FILE, "r");

	if (f == NULL)
		return -1;
	if (fstat(fileno(f), &st) == -1 || fscanf(f, "interval %u", &interval) != 1) {
		fclose(f);
		return -1;
	}
	c->interval = interval ? interval : 1;
	c->loaded = st.st_mtim;
	fclose(f);
	return 0;
}

static int store_reading(unsigned long value)
{
	FILE *f = fopen(STATE_FILE, "a");

	if (f == NULL)
		return -1;
	fprintf(f, "%lld %lu\n", (long long)time(NULL), value);
	return fclose(f);
}

int main(void)
{
	struct config conf = { .interval = 10 };
	struct sigaction sa = { .sa_handler = on_term };
	unsigned long ticks = 0;
	int pid_fd;

	sigaction(SIGTERM, &sa, NULL);
	sigaction(SIGINT, &sa, NULL);
	pid_fd = claim_pid_file(PID_FILE);
	if (pid_fd == -1) {
		fprintf(stderr, "meterd: already running or %s: %s\n", PID_FILE, strerror(errno));
		return EXIT_FAILURE;
	}
	if (prepare_state() == -1) {
		release_pid_file(pid_fd, PID_FILE);
		return EXIT_FAILURE;
	}
	while (!stopping) {
		if (conf_is_newer(&conf) && load_conf(&conf) == -1)
			fprintf(stderr, "meterd: keeping the old settings\n");
		if (store_reading(++ticks) != 0)
			fprintf(stderr, "meterd: reading lost\n");
		sleep(conf.interval);
	}
	release_pid_file(pid_fd, PID_FILE);
	return EXIT_SUCCESS;
}
