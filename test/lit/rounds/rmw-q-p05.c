// RUN: %tocsin %s
// STD: gnu17
/* Preforking supervisor: keeps a number of workers alive, reaps in SIGCHLD. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    EV_RELOAD = 1 << 0,
    EV_ROTATE = 1 << 1,
    EV_STATUS = 1 << 2,
};

struct supervisor {
    int want;
    int max_helpers;
    const char *logfile;
    sigset_t handled;
};

static volatile sig_atomic_t live_workers;
static volatile sig_atomic_t events;
static volatile sig_atomic_t stopping;

static void on_child(int sig)
{
    int saved = errno;
    (void)sig;
    while (waitpid(-1, NULL, WNOHANG) > 0)
        live_workers--;
    errno = saved;
}

static void on_event(int sig)
{
    switch (sig) {
    case SIGHUP:  events |= EV_RELOAD; break;
    case SIGUSR1: events |= EV_ROTATE; break;
    case SIGUSR2: events |= EV_STATUS; break;
    case SIGTERM: stopping = 1; break;
    }
}

static int install_handlers(struct supervisor *sv)
{
    static const int evs[] = { SIGHUP, SIGUSR1, SIGUSR2, SIGTERM };
    struct sigaction sa;
    memset(&sa, 0, sizeof sa);
    sigemptyset(&sv->handled);
    sigaddset(&sv->handled, SIGCHLD);
    for (size_t i = 0; i < sizeof evs / sizeof *evs; i++)
        sigaddset(&sv->handled, evs[i]);
    sa.sa_mask = sv->handled;
    sa.sa_handler = on_event;
    for (size_t i = 0; i < sizeof evs / sizeof *evs; i++)
        if (sigaction(evs[i], &sa, NULL) != 0)
            return -1;
    sa.sa_handler = on_child;
    sa.sa_flags = SA_RESTART | SA_NOCLDSTOP;
    return sigaction(SIGCHLD, &sa, NULL);
}

static void worker_main(const char *role)
{
    execl("/usr/libexec/edge-worker", "edge-worker", role, (char *)NULL);
    _exit(127);
}

/* Short-lived helper asked for on the control channel. */
static int spawn_helper(struct supervisor *sv, const char *role)
{
    if (sv->max_helpers <= 0)
        return -1;
    pid_t pid = fork();
    if (pid < 0)
        return -1;
    if (pid == 0)
        worker_main(role);
    live_workers++; // EXPECT: lost-update
    sv->max_helpers--;
    return 0;
}

static int spawn_missing(struct supervisor *sv)
{
    sigset_t old;
    int rc = 0;
    sigprocmask(SIG_BLOCK, &sv->handled, &old);
    while (live_workers < sv->want) {
        pid_t pid = fork();
        if (pid < 0) {
            rc = -1;
            break;
        }
        if (pid == 0) {
            sigprocmask(SIG_SETMASK, &old, NULL);
            worker_main("http");
        }
        live_workers++;
    }
    sigprocmask(SIG_SETMASK, &old, NULL);
    return rc;
}

static int take_events(struct supervisor *sv)
{
    sigset_t old;
    sigprocmask(SIG_BLOCK, &sv->handled, &old);
    int got = events & (EV_RELOAD | EV_ROTATE);
    events &= ~got;
    sigprocmask(SIG_SETMASK, &old, NULL);
    return got;
}

static void print_status(void)
{
    if (!(events & EV_STATUS))
        return;
    dprintf(STDERR_FILENO, "workers=%d\n", (int)live_workers);
    events &= ~EV_STATUS; // EXPECT: lost-update
}

int supervise(struct supervisor *sv)
{
    sigset_t old;
    if (install_handlers(sv) != 0)
        return -1;
    while (!stopping) {
        int ev = take_events(sv);
        if (ev & EV_ROTATE && freopen(sv->logfile, "a", stderr) == NULL)
            return -1;
        if (ev & EV_RELOAD && spawn_helper(sv, "reload") != 0)
            dprintf(STDERR_FILENO, "reload helper: %s\n", strerror(errno));
        if (spawn_missing(sv) != 0)
            sleep(1);
        print_status();

        sigprocmask(SIG_BLOCK, &sv->handled, &old);
        if (!events && !stopping && live_workers >= sv->want)
            sigsuspend(&old);
        sigprocmask(SIG_SETMASK, &old, NULL);
    }
    return kill(0, SIGTERM);
}
