// RUN: %tocsin %s
// STD: gnu17
/* jobd.c - child job supervisor */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_JOBS 16

static volatile sig_atomic_t live;
static volatile sig_atomic_t failed;
static volatile sig_atomic_t hup_pending;
static int launched;

static void on_chld(int sig)
{
    int saved = errno, st;
    (void)sig;
    while (waitpid(-1, &st, WNOHANG) > 0) {
        live--;
        if (!WIFEXITED(st) || WEXITSTATUS(st) != 0)
            failed++;
    }
    errno = saved;
}

static void on_hup(int sig)
{
    (void)sig;
    hup_pending = 1;
}

static int spawn(const char *cmd)
{
    pid_t pid = fork();

    if (pid < 0)
        return -1;
    if (pid == 0) {
        execl("/bin/sh", "sh", "-c", cmd, (char *)NULL);
        _exit(127);
    }
    live++; // EXPECT: lost-update
    launched++;
    return 0;
}

static int take_failures(void)
{
    sigset_t block, old;
    int n;

    sigemptyset(&block);
    sigaddset(&block, SIGCHLD);
    sigprocmask(SIG_BLOCK, &block, &old);
    n = failed;
    failed -= n;
    sigprocmask(SIG_SETMASK, &old, NULL);
    return n;
}

int main(int argc, char **argv)
{
    struct sigaction sa;
    int next = 1;

    memset(&sa, 0, sizeof sa);
    sigemptyset(&sa.sa_mask);
    sa.sa_handler = on_chld;
    sa.sa_flags = SA_RESTART;
    if (sigaction(SIGCHLD, &sa, NULL) < 0)
        return 1;
    sa.sa_handler = on_hup;
    if (sigaction(SIGHUP, &sa, NULL) < 0)
        return 1;

    while (next < argc || live > 0) {
        if (hup_pending) {
            hup_pending = 0;
            next = 1;
        }
        if (next < argc && live < MAX_JOBS) {
            if (spawn(argv[next]) < 0)
                perror("fork");
            next++;
            continue;
        }
        pause();
        int bad = take_failures();
        if (bad)
            fprintf(stderr, "%d jobs failed\n", bad);
    }
    printf("launched %d\n", launched);
    return 0;
}
