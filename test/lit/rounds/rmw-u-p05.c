// RUN: %tocsin %s
// STD: gnu17
/* Prefork supervisor: keeps a fixed number of children running. */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define TARGET_CHILDREN 6
#define MAX_EXTRA 4

static volatile sig_atomic_t live_children;
static volatile sig_atomic_t shutting_down;

static void on_chld(int signo)
{
    int saved = errno;
    int status;

    (void)signo;
    while (waitpid(-1, &status, WNOHANG) > 0)
        live_children--;
    errno = saved;
}

static void on_term(int signo)
{
    (void)signo;
    shutting_down = 1;
}

static int install_handlers(void)
{
    struct sigaction sa;

    memset(&sa, 0, sizeof sa);
    sigemptyset(&sa.sa_mask);
    sa.sa_handler = on_chld;
    sa.sa_flags = SA_RESTART | SA_NOCLDSTOP;
    if (sigaction(SIGCHLD, &sa, NULL) < 0)
        return -1;
    sa.sa_handler = on_term;
    sa.sa_flags = 0;
    return sigaction(SIGTERM, &sa, NULL);
}

static void child_main(int slot)
{
    signal(SIGCHLD, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    sleep(1 + slot % 3);
    _exit(0);
}

/* Start the permanent children; SIGCHLD is held back while we count. */
static int spawn_initial(int n, const sigset_t *chld)
{
    sigset_t old;
    int started = 0;

    sigprocmask(SIG_BLOCK, chld, &old);
    for (int i = 0; i < n; i++) {
        pid_t pid = fork();

        if (pid < 0)
            break;
        if (pid == 0) {
            sigprocmask(SIG_SETMASK, &old, NULL);
            child_main(i);
        }
        live_children++;
        started++;
    }
    sigprocmask(SIG_SETMASK, &old, NULL);
    return started;
}

/* An additional child for bursts, asked for on stdin. */
static int spawn_extra(int slot)
{
    pid_t pid = fork();

    if (pid < 0) {
        perror("fork");
        return -1;
    }
    if (pid == 0)
        child_main(slot);
    live_children++; // EXPECT: lost-update
    return 0;
}

static void drain(const sigset_t *chld)
{
    sigset_t old, waitmask;

    sigprocmask(SIG_BLOCK, chld, &old);
    waitmask = old;
    sigdelset(&waitmask, SIGCHLD);
    while (live_children > 0)
        sigsuspend(&waitmask);
    sigprocmask(SIG_SETMASK, &old, NULL);
}

int main(void)
{
    sigset_t chld;
    char line[64];
    int extra = 0;

    sigemptyset(&chld);
    sigaddset(&chld, SIGCHLD);
    if (install_handlers() < 0)
        return 1;
    if (spawn_initial(TARGET_CHILDREN, &chld) == 0)
        return 1;
    while (!shutting_down && fgets(line, sizeof line, stdin)) {
        if (line[0] == '+' && extra < MAX_EXTRA) {
            if (spawn_extra(TARGET_CHILDREN + extra) == 0)
                extra++;
        } else if (line[0] == 'q') {
            break;
        }
    }
    drain(&chld);
    return 0;
}
