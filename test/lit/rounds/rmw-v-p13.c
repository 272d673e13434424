// RUN: %tocsin %s
// STD: gnu17
/* Pre-forking supervisor: the SIGCHLD handler reaps, the main loop respawns. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_KIDS 32

static volatile sig_atomic_t live;
static volatile sig_atomic_t reaped;
static volatile sig_atomic_t quit;
static volatile sig_atomic_t reload;
static int target = 4;
static int wake_pipe[2];

static void on_child(int sig)
{
    int saved = errno;
    int st;
    (void)sig;
    while (waitpid(-1, &st, WNOHANG) > 0) {
        live--;
        reaped++;
    }
    ssize_t w = write(wake_pipe[1], "c", 1);
    (void)w;
    errno = saved;
}

static void on_term(int sig)
{
    if (sig == SIGHUP)
        reload = 1;
    else
        quit = 1;
}

static void hook(int sig, void (*fn)(int))
{
    struct sigaction sa;
    memset(&sa, 0, sizeof sa);
    sa.sa_handler = fn;
    sa.sa_flags = SA_RESTART;
    sigemptyset(&sa.sa_mask);
    if (sigaction(sig, &sa, NULL) != 0) {
        perror("sigaction");
        exit(1);
    }
}

static void child_main(void)
{
    signal(SIGCHLD, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    pause();
    _exit(0);
}

static int spawn_one(void)
{
    pid_t p = fork();
    if (p < 0)
        return -errno;
    if (p == 0)
        child_main();
    live++; // EXPECT: lost-update
    return 0;
}

static int take_reaped(void)
{
    sigset_t chld, old;
    sigemptyset(&chld);
    sigaddset(&chld, SIGCHLD);
    sigprocmask(SIG_BLOCK, &chld, &old);
    int n = reaped;
    reaped = 0;
    sigprocmask(SIG_SETMASK, &old, NULL);
    return n;
}

static void refill(void)
{
    int missing = target - live;
    while (missing-- > 0)
        if (spawn_one() != 0)
            break;
}

int main(void)
{
    if (pipe(wake_pipe) != 0)
        return 1;
    hook(SIGCHLD, on_child);
    hook(SIGTERM, on_term);
    hook(SIGHUP, on_term);

    while (!quit) {
        char c;
        if (reload) {
            reload = 0;
            target = target < MAX_KIDS ? target + 1 : MAX_KIDS;
        }
        refill();
        if (read(wake_pipe[0], &c, 1) < 0 && errno != EINTR)
            break;
        int n = take_reaped();
        if (n > target) {
            fprintf(stderr, "crash loop: %d exits\n", n);
            sleep(1);
        }
    }
    kill(0, SIGTERM);
    return 0;
}
