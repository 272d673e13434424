// RUN: %tocsin %s
// STD: gnu17
/* meterd.c - electricity meter poller: pulse line raises SIGUSR1, report timer raises SIGALRM */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

static long pulses;
static long overruns;
static unsigned backlog;
static volatile sig_atomic_t report_due;
static sigset_t pulse_set;

static void on_pulse(int sig)
{
    (void)sig;
    pulses++;
    if (backlog < 512)
        backlog++;
    else
        overruns++;
}

static void on_alarm(int sig)
{
    (void)sig;
    report_due = 1;
}

static void hold_pulses(sigset_t *old)
{
    sigprocmask(SIG_BLOCK, &pulse_set, old);
}

static void resume_pulses(const sigset_t *old)
{
    sigprocmask(SIG_SETMASK, old, NULL);
}

static long take_pulses(void)
{
    sigset_t old;
    long n;

    hold_pulses(&old);
    n = pulses;
    pulses = 0;
    resume_pulses(&old);
    return n;
}

static void consume_backlog(unsigned want)
{
    sigset_t old;

    hold_pulses(&old);
    if (backlog > want)
        backlog -= want;
    else
        backlog = 0;
    resume_pulses(&old);
}

static void give_back(long n)
{
    sigset_t old;

    hold_pulses(&old);
    pulses += n;
    resume_pulses(&old);
}

static int post_reading(int fd, long n)
{
    char buf[64];
    int len = snprintf(buf, sizeof buf, "pulses=%ld\n", n);

    return write(fd, buf, (size_t)len) == len ? 0 : -1;
}

static int setup(void)
{
    struct sigaction sa;
    struct itimerval it = { { 10, 0 }, { 10, 0 } };

    sigemptyset(&pulse_set);
    sigaddset(&pulse_set, SIGUSR1);
    memset(&sa, 0, sizeof sa);
    sa.sa_handler = on_pulse;
    sigemptyset(&sa.sa_mask);
    sa.sa_flags = SA_RESTART;
    if (sigaction(SIGUSR1, &sa, NULL) < 0)
        return -1;
    sa.sa_handler = on_alarm;
    if (sigaction(SIGALRM, &sa, NULL) < 0)
        return -1;
    return setitimer(ITIMER_REAL, &it, NULL);
}

int main(void)
{
    if (setup() < 0) {
        perror("meterd");
        return 1;
    }
    for (;;) {
        long n;

        if (poll(NULL, 0, 1000) < 0 && errno != EINTR)
            return 1;
        if (!report_due)
            continue;
        report_due = 0;
        n = take_pulses();
        if (n && post_reading(STDOUT_FILENO, n) < 0)
            give_back(n);
        else
            consume_backlog((unsigned)n);
    }
}
