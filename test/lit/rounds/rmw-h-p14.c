// RUN: %tocsin %s
// STD: gnu17
/* prefork master: keeps a target number of children alive, reaps them from SIGCHLD. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <syslog.h>
#include <unistd.h>

#define MAX_CHILD 64

static volatile sig_atomic_t nchild;
static volatile sig_atomic_t want_exit;
static volatile sig_atomic_t want_reload;
static volatile sig_atomic_t last_status;
static int target = 8;
static unsigned long spawned;

static void on_chld(int sig)
{
	int saved = errno, st;
	(void)sig;
	while (waitpid(-1, &st, WNOHANG) > 0) {
		nchild--;
		last_status = st;
	}
	errno = saved;
}

static void on_term(int sig)
{
	(void)sig;
	want_exit = 1;
}

static void on_hup(int sig)
{
	(void)sig;
	want_reload = 1;
}

static void install(int sig, void (*fn)(int))
{
	struct sigaction sa;
	memset(&sa, 0, sizeof sa);
	sa.sa_handler = fn;
	sigemptyset(&sa.sa_mask);
	sa.sa_flags = SA_RESTART;
	if (sigaction(sig, &sa, NULL) < 0) {
		syslog(LOG_ERR, "sigaction: %s", strerror(errno));
		exit(1);
	}
}

static void child_main(int slot)
{
	signal(SIGCHLD, SIG_DFL);
	for (int i = 0; i < 1000; i++)
		usleep((useconds_t)(1000 * (slot + 1)));
	_exit(0);
}

static int spawn_child(int slot)
{
	pid_t pid = fork();
	if (pid < 0) {
		syslog(LOG_WARNING, "fork: %s", strerror(errno));
		return -1;
	}
	if (pid == 0)
		child_main(slot);
	nchild++; // EXPECT: lost-update
	spawned++;
	return 0;
}

static int drain_children(void)
{
	sigset_t set, old;
	int left;

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, &old);
	while (waitpid(-1, NULL, WNOHANG) > 0)
		nchild--;
	left = nchild;
	sigprocmask(SIG_SETMASK, &old, NULL);
	return left;
}

int main(int argc, char **argv)
{
	if (argc > 1)
		target = atoi(argv[1]);
	if (target < 1 || target > MAX_CHILD)
		return 2;
	openlog("preforkd", LOG_PID, LOG_DAEMON);
	install(SIGCHLD, on_chld);
	install(SIGTERM, on_term);
	install(SIGHUP, on_hup);

	while (!want_exit) {
		while (nchild < target && !want_exit)
			if (spawn_child((int)(spawned % MAX_CHILD)) < 0)
				break;
		if (want_reload) {
			want_reload = 0;
			syslog(LOG_INFO, "reload, %d children, last status %d", (int)nchild,
			       (int)last_status);
		}
		sleep(1);
	}
	while (drain_children() > 0)
		sleep(1);
	syslog(LOG_INFO, "exit after %lu children", spawned);
	return 0;
}
