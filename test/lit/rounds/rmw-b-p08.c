// RUN: %tocsin %s
// STD: gnu17
/* Supervisor daemon: counts child exits and reacts to SIGHUP/SIGUSR1. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define EV_RELOAD 0x01
#define EV_ROTATE 0x02

static volatile sig_atomic_t exits;
static volatile sig_atomic_t events;
static volatile sig_atomic_t alarms;
static volatile sig_atomic_t quit;

static void on_signal(int sig)
{
    switch (sig) {
    case SIGCHLD:
        exits++;
        break;
    case SIGHUP:
        events |= EV_RELOAD;
        break;
    case SIGUSR1:
        events |= EV_ROTATE;
        break;
    case SIGALRM:
        alarms++;
        break;
    case SIGTERM:
        quit = 1;
        break;
    }
}

static void install(int sig)
{
    struct sigaction sa;
    memset(&sa, 0, sizeof sa);
    sa.sa_handler = on_signal;
    sigfillset(&sa.sa_mask);
    sigaction(sig, &sa, NULL);
}

static int take_alarms(void)
{
    sigset_t block, old;
    int n;

    sigemptyset(&block);
    sigaddset(&block, SIGALRM);
    sigprocmask(SIG_BLOCK, &block, &old);
    n = alarms;
    alarms -= n;
    sigprocmask(SIG_SETMASK, &old, NULL);
    return n;
}

static void reload_config(void) { puts("reload"); }
static void rotate_logs(void) { puts("rotate"); }

int main(void)
{
    struct timespec nap = {0, 50000000};
    int reaped = 0, ticks = 0;

    install(SIGCHLD);
    install(SIGHUP);
    install(SIGUSR1);
    install(SIGALRM);
    install(SIGTERM);

    for (int i = 0; i < 3; i++)
        if (fork() == 0)
            _exit(i);

    while (!quit && reaped < 3) {
        nanosleep(&nap, NULL);
        while (exits > 0) {
            while (waitpid(-1, NULL, WNOHANG) > 0)
                reaped++;
            exits--; // EXPECT: lost-update
        }
        int ev = events;
        if (ev & EV_RELOAD)
            reload_config();
        if (ev & EV_ROTATE)
            rotate_logs();
        events &= ~ev; // EXPECT: lost-update
        ticks += take_alarms();
        alarm(1);
    }
    printf("reaped %d ticks %d\n", reaped, ticks);
    return 0;
}
