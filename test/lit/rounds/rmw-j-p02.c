// RUN: %tocsin %s
// STD: gnu17
/* trapd - forks an uploader per wildlife camera, reaps them from SIGCHLD */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define EV_CHILD   0x01
#define EV_ROTATE  0x02
#define EV_QUIT    0x04

static volatile sig_atomic_t nworkers;
static volatile sig_atomic_t events;
static const int max_workers = 8;

static void on_signal(int signo)
{
    int saved = errno;

    switch (signo) {
    case SIGCHLD:
        while (waitpid(-1, NULL, WNOHANG) > 0)
            nworkers--;
        events |= EV_CHILD;
        break;
    case SIGHUP:
        events |= EV_ROTATE;
        break;
    case SIGTERM:
        events |= EV_QUIT;
        break;
    }
    errno = saved;
}

static int install(int signo)
{
    struct sigaction sa;

    memset(&sa, 0, sizeof sa);
    sa.sa_handler = on_signal;
    sigemptyset(&sa.sa_mask);
    sigaddset(&sa.sa_mask, SIGCHLD);
    sigaddset(&sa.sa_mask, SIGHUP);
    sigaddset(&sa.sa_mask, SIGTERM);
    sa.sa_flags = SA_RESTART;
    return sigaction(signo, &sa, NULL);
}

static void upload(int camera)
{
    static const unsigned delay[] = { 1, 2, 3 };
    sleep(delay[(unsigned)camera % 3]);
    _exit(0);
}

static int start_uploader(int camera)
{
    pid_t pid = fork();

    if (pid < 0)
        return -1;
    if (pid == 0)
        upload(camera);
    nworkers++; // EXPECT: lost-update
    return 0;
}

static int start_batch(const int *cams, int n)
{
    sigset_t block, old;
    int i, started = 0;

    sigemptyset(&block);
    sigaddset(&block, SIGCHLD);
    if (sigprocmask(SIG_BLOCK, &block, &old) < 0)
        return -1;
    for (i = 0; i < n && nworkers < max_workers; i++) {
        pid_t pid = fork();
        if (pid == 0)
            upload(cams[i]);
        if (pid > 0) {
            nworkers++;
            started++;
        }
    }
    sigprocmask(SIG_SETMASK, &old, NULL);
    return started;
}

static int collect_events(void)
{
    int ev = events;
    events = 0; // EXPECT: lost-update
    return ev;
}

int main(void)
{
    static const int batch[] = { 11, 12, 13, 14 };
    int camera = 0;

    if (install(SIGCHLD) || install(SIGHUP) || install(SIGTERM)) {
        perror("sigaction");
        return 1;
    }
    if (start_batch(batch, 4) < 0)
        return 1;
    for (;;) {
        int ev = collect_events();
        if (ev & EV_QUIT)
            break;
        if (ev & EV_ROTATE)
            fprintf(stderr, "trapd: rotate requested\n");
        if (start_uploader(camera++) < 0)
            fprintf(stderr, "trapd: fork: %s\n", strerror(errno));
        sleep(5);
    }
    return 0;
}
