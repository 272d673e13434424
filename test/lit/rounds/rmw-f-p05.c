// RUN: %tocsin %s
// STD: gnu17
/* runjobs.c - run a list of shell jobs, at most N at a time */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t njobs;
static volatile sig_atomic_t nretries;
static volatile sig_atomic_t quit;
static int max_jobs = 4;

static void on_sigchld(int sig)
{
    int saved = errno, st;

    (void)sig;
    while (waitpid(-1, &st, WNOHANG) > 0) {
        njobs--;
        if (WIFEXITED(st) && WEXITSTATUS(st) == 75)
            nretries++;
    }
    errno = saved;
}

static void on_sigterm(int sig)
{
    (void)sig;
    quit = 1;
}

static pid_t start_job(const char *cmd)
{
    pid_t pid = fork();

    if (pid == 0) {
        execl("/bin/sh", "sh", "-c", cmd, (char *)NULL);
        _exit(127);
    }
    if (pid > 0)
        njobs++; // EXPECT: lost-update
    return pid;
}

static void wait_for_slot(void)
{
    sigset_t block, old;

    sigemptyset(&block);
    sigaddset(&block, SIGCHLD);
    sigprocmask(SIG_BLOCK, &block, &old);
    while (njobs >= max_jobs && !quit)
        sigsuspend(&old);
    sigprocmask(SIG_SETMASK, &old, NULL);
}

/* take one of the jobs that asked to be run again */
static int claim_retry(void)
{
    sigset_t block, old;
    int got = 0;

    sigemptyset(&block);
    sigaddset(&block, SIGCHLD);
    sigprocmask(SIG_BLOCK, &block, &old);
    if (nretries > 0) {
        nretries--;
        got = 1;
    }
    sigprocmask(SIG_SETMASK, &old, NULL);
    return got;
}

int main(int argc, char **argv)
{
    struct sigaction sa;
    char line[1024];

    if (argc > 1)
        max_jobs = atoi(argv[1]);

    memset(&sa, 0, sizeof sa);
    sigemptyset(&sa.sa_mask);
    sa.sa_flags = SA_RESTART;
    sa.sa_handler = on_sigchld;
    sigaction(SIGCHLD, &sa, NULL);
    sa.sa_handler = on_sigterm;
    sigaction(SIGTERM, &sa, NULL);

    while (!quit && fgets(line, sizeof line, stdin)) {
        wait_for_slot();
        if (start_job(line) < 0)
            perror("fork");
        if (claim_retry())
            fprintf(stderr, "a job asked for a retry\n");
    }
    return 0;
}
