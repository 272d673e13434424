// RUN: %tocsin %s
// STD: gnu17
#define _DEFAULT_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Transcoder supervisor: one child per channel. */

#define NCHAN         8
#define STOP_TIMEOUT  5.0

struct channel {
	const char *name;
	const char *cmd;
	pid_t pid;
	time_t started;
	int restarts;
	int max_secs;
};

static double now_secs(void)
{
	struct timeval tv;

	gettimeofday(&tv, NULL);
	return (double)tv.tv_sec + (double)tv.tv_usec / 1e6;
}

int channel_start(struct channel *ch)
{
	pid_t pid = fork();

	if (pid < 0) {
		perror("fork");
		return -1;
	}
	if (pid == 0) {
		execlp("sh", "sh", "-c", ch->cmd, (char *)NULL);
		_exit(127);
	}
	ch->pid = pid;
	ch->started = time(NULL);
	return 0;
}

/* Ask the child to leave, then insist. */
int channel_stop(struct channel *ch)
{
	double t0;
	int st;

	if (ch->pid <= 0)
		return 0;
	kill(ch->pid, SIGTERM);
	t0 = now_secs();
	while (now_secs() - t0 < STOP_TIMEOUT) { // EXPECT: wall-clock-interval
		pid_t r = waitpid(ch->pid, &st, WNOHANG);

		if (r == ch->pid || (r < 0 && errno == ECHILD)) {
			ch->pid = 0;
			return 0;
		}
		usleep(50000);
	}
	kill(ch->pid, SIGKILL);
	waitpid(ch->pid, &st, 0);
	ch->pid = 0;
	return 1;
}

void channels_poll(struct channel *chans, int n)
{
	int i, st;

	for (i = 0; i < n; i++) {
		struct channel *ch = &chans[i];

		if (ch->pid > 0 && waitpid(ch->pid, &st, WNOHANG) == ch->pid) {
			ch->pid = 0;
			ch->restarts++;
			channel_start(ch);
			continue;
		}
		if (ch->pid > 0 &&
		    time(NULL) - ch->started > ch->max_secs) { // EXPECT: wall-clock-interval
			fprintf(stderr, "%s: recycling pid %ld\n", ch->name, (long)ch->pid);
			kill(ch->pid, SIGKILL);
			waitpid(ch->pid, &st, 0);
			ch->pid = 0;
			channel_start(ch);
		}
	}
}

void channels_report(const struct channel *chans, int n, FILE *out)
{
	int i;

	for (i = 0; i < n; i++)
		fprintf(out, "%-12s pid=%ld up=%lds restarts=%d\n", chans[i].name,
			(long)chans[i].pid, (long)(time(NULL) - chans[i].started),
			chans[i].restarts);
}
