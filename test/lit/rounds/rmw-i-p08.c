// RUN: %tocsin %s
// STD: gnu17
/* Scheduler daemon: an interval timer ticks in a signal handler; the main loop
 * consumes the ticks and runs due entries. Worker threads have all signals blocked. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

static volatile sig_atomic_t ticks;
static volatile sig_atomic_t reload_wanted;
static int wake_pipe[2];

struct entry { unsigned period, left; unsigned runs; const char *name; };
static struct entry table[] = { { 5, 5, 0, "rotate" }, { 60, 60, 0, "backup" }, { 300, 300, 0, "verify" } };
#define NENT (sizeof(table) / sizeof(table[0]))

static pthread_mutex_t work_mu = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t work_cv = PTHREAD_COND_INITIALIZER;
static const char *work[64];
static unsigned work_n;
static int work_stop;

static void on_alarm(int sig)
{
	int e = errno;

	(void)sig;
	ticks++;
	(void)!write(wake_pipe[1], "t", 1);
	errno = e;
}

static void on_hup(int sig)
{
	(void)sig;
	reload_wanted = 1;
}

static unsigned consume_ticks(const sigset_t *mask)
{
	sigset_t old;
	unsigned n;

	sigprocmask(SIG_BLOCK, mask, &old);
	n = (unsigned)ticks;
	ticks -= (sig_atomic_t)n;
	sigprocmask(SIG_SETMASK, &old, NULL);
	return n;
}

static void post(const char *name)
{
	pthread_mutex_lock(&work_mu);
	if (work_n < 64)
		work[work_n++] = name;
	pthread_cond_signal(&work_cv);
	pthread_mutex_unlock(&work_mu);
}

static void advance(unsigned n)
{
	for (size_t i = 0; i < NENT; i++) {
		struct entry *e = &table[i];

		if (e->left > n) {
			e->left -= n;
			continue;
		}
		e->left = e->period;
		e->runs++;
		post(e->name);
	}
}

static void *runner(void *arg)
{
	(void)arg;
	for (;;) {
		const char *name;

		pthread_mutex_lock(&work_mu);
		while (work_n == 0 && !work_stop)
			pthread_cond_wait(&work_cv, &work_mu);
		if (work_n == 0) {
			pthread_mutex_unlock(&work_mu);
			return NULL;
		}
		name = work[--work_n];
		pthread_mutex_unlock(&work_mu);
		fprintf(stderr, "run %s\n", name);
	}
}

int main(void)
{
	struct itimerval it = { { 1, 0 }, { 1, 0 } };
	struct sigaction sa;
	sigset_t mask, prev;
	pthread_t th[2];

	if (pipe(wake_pipe))
		return 1;
	fcntl(wake_pipe[1], F_SETFL, O_NONBLOCK);
	sigemptyset(&mask);
	sigaddset(&mask, SIGALRM);
	sigaddset(&mask, SIGHUP);
	pthread_sigmask(SIG_BLOCK, &mask, &prev);
	for (int i = 0; i < 2; i++)
		pthread_create(&th[i], NULL, runner, NULL);
	memset(&sa, 0, sizeof(sa));
	sa.sa_handler = on_alarm;
	sigaction(SIGALRM, &sa, NULL);
	sa.sa_handler = on_hup;
	sigaction(SIGHUP, &sa, NULL);
	pthread_sigmask(SIG_SETMASK, &prev, NULL);
	setitimer(ITIMER_REAL, &it, NULL);

	for (int rounds = 0; rounds < 1000; rounds++) {
		struct pollfd pf = { wake_pipe[0], POLLIN, 0 };
		char buf[64];

		if (poll(&pf, 1, -1) > 0)
			(void)!read(wake_pipe[0], buf, sizeof(buf));
		advance(consume_ticks(&mask));
		if (reload_wanted) {
			reload_wanted = 0;
			for (size_t i = 0; i < NENT; i++)
				table[i].left = table[i].period;
		}
	}
	pthread_mutex_lock(&work_mu);
	work_stop = 1;
	pthread_cond_broadcast(&work_cv);
	pthread_mutex_unlock(&work_mu);
	for (int i = 0; i < 2; i++)
		pthread_join(th[i], NULL);
	return 0;
}
