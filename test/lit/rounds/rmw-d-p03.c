// RUN: %tocsin %s
// STD: gnu17
/* Pre-fork supervisor: keeps a fixed number of workers alive. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_WORKERS 64

static volatile sig_atomic_t live_workers;
static volatile sig_atomic_t want_reload;
static volatile sig_atomic_t want_stop;
static volatile sig_atomic_t crash_count;
static int target = 4;

static void on_child(int signo)
{
    int saved = errno, status;
    pid_t pid;

    (void)signo;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        live_workers--;
        if (WIFSIGNALED(status))
            crash_count++;
    }
    errno = saved;
}

static void on_control(int signo)
{
    if (signo == SIGHUP)
        want_reload = 1;
    else
        want_stop = 1;
}

static void worker_main(void)
{
    char line[512];

    while (fgets(line, sizeof line, stdin))
        write(STDOUT_FILENO, line, strlen(line));
    _exit(0);
}

static int spawn_worker(const sigset_t *clean)
{
    pid_t pid = fork();

    if (pid < 0)
        return -1;
    if (pid == 0) {
        sigprocmask(SIG_SETMASK, clean, NULL);
        worker_main();
    }
    return 0;
}

static int top_up(void)
{
    sigset_t block, old;
    int started = 0;

    sigemptyset(&block);
    sigaddset(&block, SIGCHLD);
    if (sigprocmask(SIG_BLOCK, &block, &old) < 0)
        return -1;
    while (live_workers < target) {
        if (spawn_worker(&old) < 0)
            break;
        live_workers++;
        started++;
    }
    if (crash_count > 10 && target > 1) {
        crash_count -= 10;
        target--;
    }
    sigprocmask(SIG_SETMASK, &old, NULL);
    return started;
}

static int load_target(const char *path)
{
    FILE *fp = fopen(path, "r");
    int n = 0;

    if (!fp)
        return -1;
    if (fscanf(fp, "workers %d", &n) == 1 && n > 0 && n <= MAX_WORKERS)
        target = n;
    fclose(fp);
    return 0;
}

int main(int argc, char **argv)
{
    const char *conf = argc > 1 ? argv[1] : "/etc/prefork.conf";
    struct sigaction sa;
    sigset_t block, wait_mask;

    load_target(conf);
    memset(&sa, 0, sizeof sa);
    sigemptyset(&sa.sa_mask);
    sa.sa_handler = on_child;
    sa.sa_flags = SA_RESTART | SA_NOCLDSTOP;
    sigaction(SIGCHLD, &sa, NULL);
    sa.sa_handler = on_control;
    sigaction(SIGHUP, &sa, NULL);
    sigaction(SIGTERM, &sa, NULL);

    sigemptyset(&block);
    sigaddset(&block, SIGHUP);
    sigaddset(&block, SIGTERM);
    sigaddset(&block, SIGCHLD);
    sigprocmask(SIG_BLOCK, &block, &wait_mask);
    while (!want_stop) {
        if (want_reload) {
            want_reload = 0;
            load_target(conf);
        }
        top_up();
        sigsuspend(&wait_mask);
    }
    return 0;
}
