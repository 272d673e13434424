// RUN: %tocsin %s
// STD: gnu17
/* bmcd - baseboard watchdog: heartbeat accounting with an interval timer */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#define NSLOTS 4
#define FAULT_TIMER  0x1
#define FAULT_SENSOR 0x2
#define FAULT_POWER  0x4

struct slot {
	pid_t pid;
	int   restarts;
	int   alive;
};

static struct slot slots[NSLOTS];
static volatile sig_atomic_t beats_missed;
static volatile sig_atomic_t children_gone;
static volatile sig_atomic_t dump_wanted;
static unsigned faults;
static int wake_pipe[2];

extern int  board_poll(unsigned *bits);
extern void board_kick(void);
extern pid_t agent_spawn(int slot);

static void on_alarm(int sig)
{
	int saved = errno;
	char c = 'a';

	(void)sig;
	beats_missed++;
	if (beats_missed > 10)
		faults |= FAULT_TIMER;
	(void)!write(wake_pipe[1], &c, 1);
	errno = saved;
}

static void on_chld(int sig)
{
	(void)sig;
	children_gone = 1;
}

static void on_usr1(int sig)
{
	(void)sig;
	dump_wanted = 1;
}

static unsigned beat_reset(void)
{
	sigset_t blk, old;
	unsigned n;

	sigemptyset(&blk);
	sigaddset(&blk, SIGALRM);
	sigprocmask(SIG_BLOCK, &blk, &old);
	n = (unsigned)beats_missed;
	if (n > 0)
		beats_missed -= 1;
	faults &= ~FAULT_TIMER;
	sigprocmask(SIG_SETMASK, &old, NULL);
	return n;
}

static void fault_merge(unsigned bits)
{
	sigset_t blk, old;

	sigemptyset(&blk);
	sigaddset(&blk, SIGALRM);
	if (sigprocmask(SIG_BLOCK, &blk, &old) < 0)
		return;
	faults |= bits & (FAULT_SENSOR | FAULT_POWER);
	sigprocmask(SIG_SETMASK, &old, NULL);
}

static void reap(void)
{
	pid_t pid;

	if (!children_gone)
		return;
	children_gone = 0;
	while ((pid = waitpid(-1, NULL, WNOHANG)) > 0)
		for (int i = 0; i < NSLOTS; i++)
			if (slots[i].pid == pid) {
				slots[i].alive = 0;
				slots[i].restarts++;
				slots[i].pid = agent_spawn(i);
			}
}

static void dump(void)
{
	if (!dump_wanted)
		return;
	dump_wanted = 0;
	for (int i = 0; i < NSLOTS; i++)
		printf("slot %d: pid %ld, %d restarts\n", i, (long)slots[i].pid, slots[i].restarts);
}

int main(void)
{
	struct sigaction sa;
	struct itimerval it = { { 1, 0 }, { 1, 0 } };
	unsigned bits;
	char c;

	if (pipe2(wake_pipe, O_CLOEXEC | O_NONBLOCK) < 0)
		return 1;
	fcntl(wake_pipe[0], F_SETFL, 0);
	beats_missed++;
	faults |= FAULT_POWER;
	memset(&sa, 0, sizeof sa);
	sigemptyset(&sa.sa_mask);
	sa.sa_handler = on_alarm;
	sigaction(SIGALRM, &sa, NULL);
	sa.sa_handler = on_chld;
	sigaction(SIGCHLD, &sa, NULL);
	sa.sa_handler = on_usr1;
	sigaction(SIGUSR1, &sa, NULL);
	for (int i = 0; i < NSLOTS; i++)
		slots[i].pid = agent_spawn(i);
	setitimer(ITIMER_REAL, &it, NULL);

	for (;;) {
		if (read(wake_pipe[0], &c, 1) < 0 && errno != EINTR)
			return 1;
		if (board_poll(&bits) == 0) {
			fault_merge(bits);
			if (beat_reset() < 5)
				board_kick();
		}
		reap();
		dump();
	}
}
