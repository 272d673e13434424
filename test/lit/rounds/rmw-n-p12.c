// RUN: %tocsin %s
// STD: gnu17
/* Prefork supervisor: keeps N children alive, forwards HUP, counts crashes. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_CHILDREN 128

static volatile sig_atomic_t nlive;
static volatile sig_atomic_t ncrash;
static volatile sig_atomic_t got_hup;
static volatile sig_atomic_t got_term;

extern int child_main(int slot);

static void on_chld(int sig)
{
    int saved = errno, st;
    (void)sig;
    while (waitpid(-1, &st, WNOHANG) > 0) {
        nlive--;
        if (WIFSIGNALED(st))
            ncrash++;
    }
    errno = saved;
}

static void on_hup(int sig) { (void)sig; got_hup = 1; }
static void on_term(int sig) { (void)sig; got_term = 1; }

static int install(int sig, void (*fn)(int))
{
    struct sigaction sa;
    memset(&sa, 0, sizeof sa);
    sa.sa_handler = fn;
    sigemptyset(&sa.sa_mask);
    sa.sa_flags = SA_RESTART;
    return sigaction(sig, &sa, NULL);
}

static int spawn_child(int slot)
{
    pid_t pid = fork();
    if (pid < 0)
        return -1;
    if (pid == 0)
        _exit(child_main(slot));
    nlive++; // EXPECT: lost-update
    return 0;
}

static int crash_report(void)
{
    sigset_t block, old;
    int n;

    sigemptyset(&block);
    sigaddset(&block, SIGCHLD);
    sigprocmask(SIG_BLOCK, &block, &old);
    n = ncrash;
    ncrash -= n;
    sigprocmask(SIG_SETMASK, &old, NULL);
    if (n)
        fprintf(stderr, "supervisor: %d child crash(es)\n", n);
    return n;
}

int supervise(int want)
{
    int slot = 0, backoff = 0;

    if (want > MAX_CHILDREN)
        want = MAX_CHILDREN;
    if (install(SIGCHLD, on_chld) || install(SIGHUP, on_hup) || install(SIGTERM, on_term)) {
        perror("sigaction");
        return -1;
    }
    while (!got_term) {
        while (nlive < want)
            if (spawn_child(slot++ % want) < 0)
                break;
        if (crash_report() > 5)
            backoff = backoff < 30 ? backoff + 1 : 30;
        else
            backoff = 0;
        if (got_hup) {
            got_hup = 0;
            kill(0, SIGUSR1);
        }
        sleep(1 + (unsigned)backoff);
    }
    return 0;
}
