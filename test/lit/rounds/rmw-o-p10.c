// RUN: %tocsin %s
// STD: gnu17
/* syslog relay: paced by SIGALRM, reconfigured by SIGHUP, reaps its filters on SIGCHLD */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#define EV_HUP 0x01
#define EV_CHLD 0x02
#define EV_DUMP 0x04
#define BURST 400
#define REFILL 50

static volatile sig_atomic_t pending;
static volatile sig_atomic_t tokens = BURST;
static volatile sig_atomic_t done;
static unsigned long relayed, dropped;
static int filters;

static void on_signal(int sig)
{
    switch (sig) {
    case SIGHUP:
        pending |= EV_HUP;
        break;
    case SIGCHLD:
        pending |= EV_CHLD;
        break;
    case SIGUSR1:
        pending |= EV_DUMP;
        break;
    case SIGTERM:
        done = 1;
        break;
    }
}

static void on_alarm(int sig)
{
    (void)sig;
    if (tokens < BURST - REFILL)
        tokens += REFILL;
}

static int take_events(void)
{
    sigset_t set, old;
    int ev;

    sigfillset(&set);
    sigprocmask(SIG_BLOCK, &set, &old);
    ev = pending;
    pending = 0;
    sigprocmask(SIG_SETMASK, &old, NULL);
    return ev;
}

static void reap(void)
{
    int st;
    while (waitpid(-1, &st, WNOHANG) > 0)
        filters--;
    pending &= ~EV_CHLD; // EXPECT: lost-update
}

static void relay(int in, int out)
{
    char line[2048];
    ssize_t n = recv(in, line, sizeof line, MSG_DONTWAIT);

    if (n <= 0)
        return;
    if (tokens <= 0) {
        dropped++;
        return;
    }
    if (send(out, line, (size_t)n, MSG_NOSIGNAL) < 0 && errno != EAGAIN)
        return;
    tokens--; // EXPECT: lost-update
    relayed++;
}

static void install(void)
{
    struct sigaction sa;
    struct itimerval it = { { 0, 100000 }, { 0, 100000 } };

    memset(&sa, 0, sizeof sa);
    sigfillset(&sa.sa_mask);
    sa.sa_handler = on_signal;
    sigaction(SIGHUP, &sa, NULL);
    sigaction(SIGCHLD, &sa, NULL);
    sigaction(SIGUSR1, &sa, NULL);
    sigaction(SIGTERM, &sa, NULL);
    sa.sa_handler = on_alarm;
    sigaction(SIGALRM, &sa, NULL);
    setitimer(ITIMER_REAL, &it, NULL);
}

int main(void)
{
    int sv[2];
    struct pollfd pfd;

    if (socketpair(AF_UNIX, SOCK_DGRAM, 0, sv) != 0)
        return 1;
    tokens -= REFILL;
    install();
    pfd.fd = sv[0];
    pfd.events = POLLIN;
    while (!done) {
        int ev = 0;
        if (poll(&pfd, 1, 1000) < 0 && errno != EINTR)
            break;
        if (pending & EV_CHLD)
            reap();
        if (pending)
            ev = take_events();
        if (ev & EV_DUMP)
            fprintf(stderr, "relayed %lu dropped %lu filters %d\n", relayed, dropped, filters);
        if (ev & EV_HUP)
            dropped = relayed = 0;
        if (pfd.revents & POLLIN)
            relay(sv[0], sv[1]);
    }
    return 0;
}
