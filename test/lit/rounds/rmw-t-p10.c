// RUN: %tocsin %s
// STD: gnu17
/* Pre-forking job runner: reaps children from SIGCHLD, limits how many run at
 * once and counts wake-ups requested with SIGUSR1. */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_RUNNING 4

static volatile sig_atomic_t running;
static volatile sig_atomic_t wakeups;
static volatile sig_atomic_t quit;

static void on_sigchld(int sig)
{
    int saved = errno;

    (void)sig;
    while (waitpid(-1, NULL, WNOHANG) > 0)
        running--;
    errno = saved;
}

static void on_sigusr1(int sig)
{
    (void)sig;
    wakeups++;
}

static void on_sigterm(int sig)
{
    (void)sig;
    quit = 1;
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

static pid_t run_command(const char *cmd, const sigset_t *mask)
{
    pid_t pid = fork();

    if (pid == 0) {
        sigprocmask(SIG_SETMASK, mask, NULL);
        execl("/bin/sh", "sh", "-c", cmd, (char *)NULL);
        _exit(127);
    }
    return pid;
}

static int start_job(const char *cmd)
{
    sigset_t block, old;
    pid_t pid;

    sigemptyset(&block);
    sigaddset(&block, SIGCHLD);
    sigprocmask(SIG_BLOCK, &block, &old);
    while (running >= MAX_RUNNING)
        sigsuspend(&old);
    pid = run_command(cmd, &old);
    if (pid > 0)
        running++;
    sigprocmask(SIG_SETMASK, &old, NULL);
    return pid > 0 ? 0 : -errno;
}

static bool take_wakeup(void)
{
    if (wakeups == 0)
        return false;
    wakeups--; // EXPECT: lost-update
    return true;
}

static void wait_for_wakeup(void)
{
    sigset_t block, old;

    sigemptyset(&block);
    sigaddset(&block, SIGUSR1);
    sigaddset(&block, SIGTERM);
    sigprocmask(SIG_BLOCK, &block, &old);
    while (wakeups == 0 && !quit)
        sigsuspend(&old);
    sigprocmask(SIG_SETMASK, &old, NULL);
}

int main(int argc, char **argv)
{
    int rc;

    if (argc < 2) {
        fprintf(stderr, "usage: %s COMMAND\n", argv[0]);
        return EXIT_FAILURE;
    }
    if (install(SIGCHLD, on_sigchld) == -1 || install(SIGUSR1, on_sigusr1) == -1 ||
        install(SIGTERM, on_sigterm) == -1) {
        perror("sigaction");
        return EXIT_FAILURE;
    }
    while (!quit) {
        wait_for_wakeup();
        while (!quit && take_wakeup()) {
            rc = start_job(argv[1]);
            if (rc < 0)
                fprintf(stderr, "start: %s\n", strerror(-rc));
        }
    }
    return EXIT_SUCCESS;
}
