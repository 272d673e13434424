// RUN: %tocsin %s
// STD: gnu17
/* powerd - battery and lid watcher. Handlers count; the main loop works off the difference. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

struct hook {
    pid_t pid;
    int fails;
    struct hook *next;
};

static volatile sig_atomic_t lid_events;
static volatile sig_atomic_t lid_overflow;
static unsigned wakeups;
static int wake_fd[2];
static struct hook *hooks;
static int nhooks;
static int inhibit;

static void on_lid(int sig)
{
    int e = errno;
    (void)sig;
    lid_events++;
    if (write(wake_fd[1], "l", 1) < 0)
        lid_overflow = 1;
    errno = e;
}

static void on_inhibit(int sig)
{
    int was = __atomic_load_n(&inhibit, __ATOMIC_RELAXED);
    (void)sig;
    while (!__atomic_compare_exchange_n(&inhibit, &was, was + 1, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
        ;
}

static void add_hook(pid_t pid)
{
    struct hook *h = calloc(1, sizeof *h);
    if (!h)
        return;
    h->pid = pid;
    h->next = hooks;
    hooks = h;
    nhooks++;
}

static void drop_hook(pid_t pid, int status)
{
    struct hook **pp;
    for (pp = &hooks; *pp; pp = &(*pp)->next)
        if ((*pp)->pid == pid) {
            struct hook *h = *pp;
            if (!WIFEXITED(status) || WEXITSTATUS(status))
                h->fails++;
            *pp = h->next;
            free(h);
            nhooks--;
            return;
        }
}

static void run_hook(const char *what)
{
    pid_t pid = fork();
    if (pid == 0) {
        nhooks = 0;
        execl("/usr/lib/powerd/hook", "hook", what, (char *)0);
        _exit(127);
    }
    if (pid > 0)
        add_hook(pid);
}

static void drain_children(int sfd)
{
    struct signalfd_siginfo si;
    int st;
    pid_t pid;

    while (read(sfd, &si, sizeof si) == (ssize_t)sizeof si)
        while ((pid = waitpid(-1, &st, WNOHANG)) > 0)
            drop_hook(pid, st);
}

int main(void)
{
    sigset_t chld;
    struct sigaction sa;
    struct pollfd pfd[2];
    sig_atomic_t seen = 0;

    memset(&sa, 0, sizeof sa);
    sigfillset(&sa.sa_mask);
    if (pipe2(wake_fd, O_CLOEXEC | O_NONBLOCK) != 0)
        return 1;
    lid_events = 0;
    lid_events += 1; /* first evaluation without an event */
    sa.sa_handler = on_lid;
    sigaction(SIGUSR1, &sa, NULL);
    sa.sa_handler = on_inhibit;
    sigaction(SIGUSR2, &sa, NULL);

    sigemptyset(&chld);
    sigaddset(&chld, SIGCHLD);
    sigprocmask(SIG_BLOCK, &chld, NULL);
    pfd[0].fd = signalfd(-1, &chld, SFD_CLOEXEC | SFD_NONBLOCK);
    pfd[1].fd = wake_fd[0];
    pfd[0].events = pfd[1].events = POLLIN;

    for (;;) {
        sig_atomic_t now = lid_events;
        if (now != seen) {
            seen = now;
            wakeups++;
            if (__atomic_load_n(&inhibit, __ATOMIC_RELAXED) == 0)
                run_hook("lid");
            else
                __atomic_fetch_sub(&inhibit, 1, __ATOMIC_RELAXED);
        }
        if (poll(pfd, 2, nhooks ? 1000 : -1) < 0 && errno != EINTR)
            break;
        if (pfd[0].revents & POLLIN)
            drain_children(pfd[0].fd);
        if (pfd[1].revents & POLLIN) {
            char junk[64];
            while (read(wake_fd[0], junk, sizeof junk) > 0)
                ;
        }
    }
    return wakeups > 0 ? 0 : 1;
}
