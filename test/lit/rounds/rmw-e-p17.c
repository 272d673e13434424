// RUN: %tocsin %s
// STD: gnu17
/* Preforking job runner: SIGCHLD tells the master how many children to reap. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t exits_pending;
static volatile sig_atomic_t reload_requests;
static volatile sig_atomic_t stop_requested;

static void on_sigchld(int sig)
{
    (void)sig;
    exits_pending++;
}

static void on_sighup(int sig)
{
    (void)sig;
    reload_requests++;
}

static void on_sigterm(int sig)
{
    (void)sig;
    stop_requested = 1;
}

static int install(int sig, void (*fn)(int))
{
    struct sigaction sa;

    memset(&sa, 0, sizeof(sa));
    sa.sa_handler = fn;
    sigemptyset(&sa.sa_mask);
    sa.sa_flags = SA_RESTART;
    return sigaction(sig, &sa, NULL);
}

static pid_t spawn_job(const char *cmd)
{
    pid_t pid = fork();

    if (pid == 0) {
        execl("/bin/sh", "sh", "-c", cmd, (char *)NULL);
        _exit(127);
    }
    return pid;
}

static int reap_some(void)
{
    int reaped = 0, status;

    while (exits_pending > 0) {
        pid_t pid = waitpid(-1, &status, WNOHANG);

        exits_pending--; // EXPECT: lost-update
        if (pid <= 0)
            break;
        reaped++;
    }
    return reaped;
}

static int take_reloads(void)
{
    sigset_t block, old;
    int n;

    sigemptyset(&block);
    sigaddset(&block, SIGHUP);
    sigprocmask(SIG_BLOCK, &block, &old);
    n = reload_requests;
    reload_requests -= n;
    sigprocmask(SIG_SETMASK, &old, NULL);
    return n;
}

int main(int argc, char **argv)
{
    int i, live = 0;

    if (install(SIGCHLD, on_sigchld) || install(SIGHUP, on_sighup) ||
        install(SIGTERM, on_sigterm)) {
        perror("sigaction");
        return 1;
    }
    for (i = 1; i < argc; i++)
        if (spawn_job(argv[i]) > 0)
            live++;
    while (live > 0 && !stop_requested) {
        sleep(1);
        live -= reap_some();
        if (take_reloads() > 0)
            fprintf(stderr, "reload\n");
    }
    return 0;
}
