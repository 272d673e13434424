// RUN: %tocsin %s
// STD: gnu17
/* watchd: supervises field-bus children and a periodic tick. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#define FLAG_CHILD  0x01u
#define FLAG_TICK   0x02u
#define FLAG_RELOAD 0x04u

static volatile sig_atomic_t ticks_due;
static volatile sig_atomic_t children_dead;
static volatile unsigned int events;
static volatile sig_atomic_t want_quit;

static void on_alarm(int sig)
{
	(void)sig;
	ticks_due++;
	events |= FLAG_TICK;
}

static void on_child(int sig)
{
	(void)sig;
	children_dead++;
	events |= FLAG_CHILD;
}

static void on_term(int sig)
{
	(void)sig;
	want_quit = 1;
}

static int install(int sig, void (*fn)(int))
{
	struct sigaction sa;

	memset(&sa, 0, sizeof sa);
	sa.sa_handler = fn;
	sigfillset(&sa.sa_mask);
	sa.sa_flags = SA_RESTART;
	return sigaction(sig, &sa, NULL);
}

static void poll_bus(int n)
{
	char line[64];
	int len = snprintf(line, sizeof line, "tick %d\n", n);

	if (write(STDERR_FILENO, line, (size_t)len) < 0 && errno != EINTR)
		_exit(2);
}

static void run_ticks(void)
{
	while (ticks_due > 0) {
		poll_bus(ticks_due);
		ticks_due--; // EXPECT: lost-update
	}
}

static int reap_children(void)
{
	sigset_t set, old;
	int reaped = 0, status;

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, &old);
	while (children_dead > 0 && waitpid(-1, &status, WNOHANG) > 0) {
		children_dead--;
		reaped++;
	}
	sigprocmask(SIG_SETMASK, &old, NULL);
	return reaped;
}

static unsigned int take_events(void)
{
	unsigned int e = events;

	if (e & FLAG_TICK)
		run_ticks();
	if (e & FLAG_CHILD)
		reap_children();
	events &= ~e; // EXPECT: lost-update
	return e;
}

int main(void)
{
	struct itimerval it;

	if (install(SIGALRM, on_alarm) || install(SIGCHLD, on_child) || install(SIGTERM, on_term)) {
		perror("sigaction");
		return 1;
	}
	memset(&it, 0, sizeof it);
	it.it_interval.tv_usec = 50000;
	it.it_value.tv_usec = 50000;
	if (setitimer(ITIMER_REAL, &it, NULL) < 0)
		return 1;
	while (!want_quit) {
		if (take_events() == 0)
			usleep(1000);
	}
	return 0;
}
