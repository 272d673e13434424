// RUN: %tocsin %s
// STD: gnu17
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Hook runner: starts helper scripts and stops the ones that hang. */

#define MAX_HOOKS 16

struct hook {
	pid_t pid;
	struct timespec started;
	int max_runtime;
	int signalled;
	const char *script;
};

static struct hook hooks[MAX_HOOKS];

static long elapsed(const struct timespec *since)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long)(now.tv_sec - since->tv_sec);
}

int hook_start(const char *script, int max_runtime)
{
	for (int i = 0; i < MAX_HOOKS; i++) {
		struct hook *h = &hooks[i];

		if (h->pid)
			continue;
		h->pid = fork();
		if (h->pid < 0) {
			h->pid = 0;
			return -1;
		}
		if (h->pid == 0) {
			execl("/bin/sh", "sh", "-c", script, (char *)NULL);
			_exit(127);
		}
		clock_gettime(CLOCK_MONOTONIC, &h->started);
		h->max_runtime = max_runtime;
		h->signalled = 0;
		h->script = script;
		return 0;
	}
	errno = EAGAIN;
	return -1;
}

static void hooks_reap(void)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		for (int i = 0; i < MAX_HOOKS; i++) {
			if (hooks[i].pid == pid) {
				if (WIFSIGNALED(status))
					fprintf(stderr, "hook %s: signal %d\n",
						hooks[i].script, WTERMSIG(status));
				hooks[i].pid = 0;
			}
		}
	}
}

/* Called once a second from the main loop. */
void hooks_tick(void)
{
	hooks_reap();
	for (int i = 0; i < MAX_HOOKS; i++) {
		struct hook *h = &hooks[i];

		if (!h->pid)
			continue;
		if (elapsed(&h->started) > h->max_runtime) {
			kill(h->pid, h->signalled ? SIGKILL : SIGTERM);
			h->signalled = 1;
		}
	}
}
