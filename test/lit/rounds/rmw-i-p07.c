// RUN: %tocsin %s
// STD: gnu17
/* Pre-forking job runner: children are reaped in the SIGCHLD handler. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAXJOBS 32

struct job { char cmd[256]; int tries; };

static volatile sig_atomic_t running;
static volatile sig_atomic_t failed;
static volatile sig_atomic_t got_term;
static struct job queue[256];
static int qhead, qtail;

static void on_chld(int sig)
{
	int saved = errno, status;

	(void)sig;
	while (waitpid(-1, &status, WNOHANG) > 0) {
		running--;
		if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
			failed++;
	}
	errno = saved;
}

static void on_term(int sig)
{
	(void)sig;
	got_term = 1;
}

static int install(int sig, void (*fn)(int))
{
	struct sigaction sa;

	memset(&sa, 0, sizeof(sa));
	sa.sa_handler = fn;
	sa.sa_flags = SA_RESTART;
	sigemptyset(&sa.sa_mask);
	return sigaction(sig, &sa, NULL);
}

static void block_chld(sigset_t *old)
{
	sigset_t s;

	sigemptyset(&s);
	sigaddset(&s, SIGCHLD);
	sigprocmask(SIG_BLOCK, &s, old);
}

static int spawn(const struct job *j)
{
	pid_t pid = fork();

	if (pid < 0)
		return -errno;
	if (pid == 0) {
		execl("/bin/sh", "sh", "-c", j->cmd, (char *)NULL);
		_exit(127);
	}
	running++; // EXPECT: lost-update
	return 0;
}

static int take_failures(void)
{
	sigset_t old;
	int n;

	block_chld(&old);
	n = failed;
	failed = 0;
	sigprocmask(SIG_SETMASK, &old, NULL);
	return n;
}

static void wait_slot(int limit)
{
	sigset_t old, none;

	block_chld(&old);
	none = old;
	sigdelset(&none, SIGCHLD);
	while (running >= limit && !got_term)
		sigsuspend(&none);
	sigprocmask(SIG_SETMASK, &old, NULL);
}

int main(void)
{
	char line[256];
	int errors = 0;

	if (install(SIGCHLD, on_chld) || install(SIGTERM, on_term)) {
		perror("sigaction");
		return 1;
	}
	while (!got_term && fgets(line, sizeof(line), stdin)) {
		struct job *j = &queue[qtail++ % 256];

		line[strcspn(line, "\n")] = 0;
		snprintf(j->cmd, sizeof(j->cmd), "%s", line);
		j->tries = 0;
		wait_slot(MAXJOBS);
		if (spawn(j) < 0)
			fprintf(stderr, "spawn: %s\n", j->cmd);
		qhead++;
		errors += take_failures();
	}
	wait_slot(1);
	errors += take_failures();
	return errors ? 1 : 0;
}
