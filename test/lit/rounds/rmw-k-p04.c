// RUN: %tocsin %s
// STD: gnu17
/* jobrunner.c - small batch scheduler, runs up to N shell jobs at a time */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t running;
static volatile sig_atomic_t want_exit;
static int max_jobs = 4;

static void on_chld(int sig)
{
    int saved = errno;
    int st;

    (void)sig;
    while (waitpid(-1, &st, WNOHANG) > 0)
        running--;
    errno = saved;
}

static void on_term(int sig)
{
    (void)sig;
    want_exit = 1;
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

static int spawn_job(const char *cmd)
{
    pid_t pid = fork();

    switch (pid) {
    case -1:
        perror("fork");
        return -1;
    case 0:
        execl("/bin/sh", "sh", "-c", cmd, (char *)NULL);
        _exit(127);
    default:
        running++; // EXPECT: lost-update
        return 0;
    }
}

/* Helper with two processes: producer and compressor count as two jobs. */
static int spawn_pipeline(const char *left, const char *right)
{
    sigset_t blk, old;
    int fds[2], n = 0;
    pid_t a, b;

    if (pipe(fds) < 0)
        return -1;
    sigemptyset(&blk);
    sigaddset(&blk, SIGCHLD);
    sigprocmask(SIG_BLOCK, &blk, &old);
    a = fork();
    if (a == 0) {
        sigprocmask(SIG_SETMASK, &old, NULL);
        dup2(fds[1], 1);
        close(fds[0]);
        execl("/bin/sh", "sh", "-c", left, (char *)NULL);
        _exit(127);
    }
    n += a > 0;
    b = fork();
    if (b == 0) {
        sigprocmask(SIG_SETMASK, &old, NULL);
        dup2(fds[0], 0);
        close(fds[1]);
        execl("/bin/sh", "sh", "-c", right, (char *)NULL);
        _exit(127);
    }
    n += b > 0;
    running += n;
    sigprocmask(SIG_SETMASK, &old, NULL);
    close(fds[0]);
    close(fds[1]);
    return n == 2 ? 0 : -1;
}

int main(void)
{
    char line[1024];

    if (install_handlers() < 0)
        return 1;
    while (!want_exit && fgets(line, sizeof line, stdin)) {
        char *bar = strstr(line, " || ");

        line[strcspn(line, "\n")] = 0;
        while (running >= max_jobs && !want_exit)
            usleep(50 * 1000);
        if (bar) {
            *bar = 0;
            spawn_pipeline(line, bar + 4);
        } else {
            spawn_job(line);
        }
    }
    while (running > 0)
        usleep(50 * 1000);
    return 0;
}
