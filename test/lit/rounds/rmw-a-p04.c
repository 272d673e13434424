// RUN: %tocsin %s
// STD: gnu17
/* Small supervising daemon: forks helpers, collects them, re-reads its table on SIGHUP. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t exited_children;
static volatile sig_atomic_t reload_requests;
static volatile sig_atomic_t terminating;

static unsigned long collected;

static void on_child(int sig)
{
    (void)sig;
    exited_children++;
}

static void on_hup(int sig)
{
    (void)sig;
    reload_requests++;
}

static void on_term(int sig)
{
    (void)sig;
    terminating = 1;
}

static void install(int sig, void (*fn)(int))
{
    struct sigaction sa;
    memset(&sa, 0, sizeof sa);
    sa.sa_handler = fn;
    sigemptyset(&sa.sa_mask);
    sa.sa_flags = SA_RESTART;
    if (sigaction(sig, &sa, NULL) < 0) {
        perror("sigaction");
        exit(1);
    }
}

static int take_reloads(void)
{
    sigset_t block, saved;
    sigemptyset(&block);
    sigaddset(&block, SIGHUP);
    sigprocmask(SIG_BLOCK, &block, &saved);
    int n = reload_requests;
    reload_requests = 0;
    sigprocmask(SIG_SETMASK, &saved, NULL);
    return n;
}

static void collect_children(void)
{
    while (exited_children > 0) {
        int status;
        pid_t pid = waitpid(-1, &status, WNOHANG);
        if (pid > 0) {
            collected++;
            if (!WIFEXITED(status))
                fprintf(stderr, "helper %ld died\n", (long)pid);
        }
        exited_children--; // EXPECT: lost-update
    }
}

static void spawn_helper(int n)
{
    pid_t pid = fork();
    if (pid == 0) {
        usleep(1000 * (unsigned)n);
        _exit(0);
    }
    if (pid < 0)
        perror("fork");
}

int main(void)
{
    int rounds = 0;

    install(SIGCHLD, on_child);
    install(SIGHUP, on_hup);
    install(SIGTERM, on_term);

    while (!terminating && rounds < 20) {
        spawn_helper(rounds);
        if (take_reloads() > 0)
            printf("reloading table\n");
        collect_children();
        usleep(500);
        rounds++;
    }
    printf("collected %lu helpers\n", collected);
    return 0;
}
