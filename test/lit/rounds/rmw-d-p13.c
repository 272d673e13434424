// RUN: %tocsin %s
// STD: gnu17
/* Batch spooler: SIGUSR1 queues one more run, SIGALRM drives the retry clock. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#define LOG_JOBS  01
#define LOG_TICKS 02
#define LOG_FORCE 04

static volatile sig_atomic_t runs_pending;
static volatile sig_atomic_t log_bits = LOG_JOBS;
static volatile sig_atomic_t ticks;
static volatile sig_atomic_t terminate;

static int jobs_done;
static const char *spool_dir = "/var/spool/batchd";

static void
on_usr1(int sig)
{
    (void)sig;
    runs_pending++;
}

static void
on_usr2(int sig)
{
    (void)sig;
    log_bits |= LOG_FORCE;
}

static void
on_alarm(int sig)
{
    (void)sig;
    ticks++;
}

static void
on_term(int sig)
{
    (void)sig;
    terminate = 1;
}

static int
install(int sig, void (*fn)(int))
{
    struct sigaction sa;

    memset(&sa, 0, sizeof sa);
    sa.sa_handler = fn;
    sigfillset(&sa.sa_mask);
    return sigaction(sig, &sa, NULL);
}

static void
run_spool(void)
{
    char cmd[256];

    snprintf(cmd, sizeof cmd, "run-parts %s", spool_dir);
    if (system(cmd) != 0)
        fprintf(stderr, "batchd: %s failed\n", cmd);
    jobs_done++;
}

static int
take_ticks(void)
{
    sigset_t s, old;
    int n;

    sigemptyset(&s);
    sigaddset(&s, SIGALRM);
    sigprocmask(SIG_BLOCK, &s, &old);
    n = ticks;
    ticks = 0;
    sigprocmask(SIG_SETMASK, &old, NULL);
    return n;
}

static void
flush_log(FILE *fp)
{
    if (log_bits & LOG_FORCE) {
        fflush(fp);
        log_bits &= ~LOG_FORCE; // EXPECT: lost-update
    }
}

int
main(int argc, char **argv)
{
    struct itimerval it = { { 1, 0 }, { 1, 0 } };
    int idle = 0;

    if (argc > 1)
        spool_dir = argv[1];
    if (install(SIGUSR1, on_usr1) < 0 || install(SIGUSR2, on_usr2) < 0 ||
        install(SIGALRM, on_alarm) < 0 || install(SIGTERM, on_term) < 0) {
        perror("sigaction");
        return 1;
    }
    setitimer(ITIMER_REAL, &it, NULL);

    while (!terminate) {
        pause();
        idle += take_ticks();
        while (runs_pending > 0) {
            run_spool();
            runs_pending--; // EXPECT: lost-update
            idle = 0;
        }
        if (idle > 3600)
            break;
        flush_log(stderr);
    }
    fprintf(stderr, "batchd: %d runs\n", jobs_done);
    return 0;
}
