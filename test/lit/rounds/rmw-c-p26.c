// RUN: %tocsin %s
// STD: gnu17
/* Service supervisor: SIGCHLD/SIGHUP driven, single threaded. */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAXKIDS 4

static volatile sig_atomic_t reload_requested;
static volatile sig_atomic_t exited_kids;
static int wake_fd[2];

static void on_hup(int sig)
{
    (void)sig;
    reload_requested = 1;
}

static void on_chld(int sig)
{
    int saved = errno;
    (void)sig;
    exited_kids++;
    if (write(wake_fd[1], "c", 1) < 0) {
        /* the pipe is full: a wake-up is already on its way */
    }
    errno = saved;
}

static void install(int sig, void (*fn)(int))
{
    struct sigaction sa;
    memset(&sa, 0, sizeof sa);
    sa.sa_handler = fn;
    sigfillset(&sa.sa_mask);
    sa.sa_flags = SA_RESTART;
    if (sigaction(sig, &sa, NULL) != 0)
        exit(EXIT_FAILURE);
}

static pid_t spawn(int i)
{
    pid_t pid = fork();
    if (pid == 0) {
        usleep((useconds_t)(1000 * (i + 1)));
        _exit(i);
    }
    return pid;
}

/* Number of children that went away since the last call. */
static int take_exited(void)
{
    sigset_t block, old;
    sigemptyset(&block);
    sigaddset(&block, SIGCHLD);
    sigprocmask(SIG_BLOCK, &block, &old);
    int n = exited_kids;
    exited_kids -= n;
    sigprocmask(SIG_SETMASK, &old, NULL);
    return n;
}

static bool take_reload(void)
{
    sigset_t block, old;
    bool wanted = false;
    sigemptyset(&block);
    sigaddset(&block, SIGHUP);
    sigprocmask(SIG_BLOCK, &block, &old);
    if (reload_requested) {
        reload_requested = 0;
        wanted = true;
    }
    sigprocmask(SIG_SETMASK, &old, NULL);
    return wanted;
}

int main(void)
{
    int alive = 0, reloads = 0, signals = 0;
    if (pipe(wake_fd) != 0)
        return EXIT_FAILURE;
    install(SIGHUP, on_hup);
    install(SIGCHLD, on_chld);
    for (int i = 0; i < MAXKIDS; i++)
        if (spawn(i) > 0)
            alive++;
    raise(SIGHUP);
    while (alive > 0) {
        char c;
        if (read(wake_fd[0], &c, 1) != 1)
            continue;
        signals += take_exited();
        while (waitpid(-1, NULL, WNOHANG) > 0)
            alive--;
        if (take_reload())
            reloads++;
    }
    printf("%d reloads, %d child signals\n", reloads, signals);
    return EXIT_SUCCESS;
}
