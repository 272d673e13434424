/* meterd: polls the meters on the RS485 bus */
#include "pidfile.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

static struct {
    const char *pidfile;
    unsigned period;
    int foreground;
} conf = {"/run/meterd.pid", 30, 0};

static volatile sig_atomic_t stop;

static void on_term(int sig)
{
    (void)sig;
    stop = 1;
}

static void poll_meters(void)
{
    syslog(LOG_DEBUG, "polling");
}

int main(int argc, char **argv)
{
    int c;

    while ((c = getopt(argc, argv, "fp:i:")) != -1) {
        switch (c) {
        case 'f':
            conf.foreground = 1;
            break;
        case 'p':
            conf.pidfile = optarg;
            break;
        case 'i':
            conf.period = (unsigned)strtoul(optarg, NULL, 10);
            break;
        default:
            fprintf(stderr, "usage: %s [-f] [-p pidfile] [-i seconds]\n", argv[0]);
            return 2;
        }
    }

    if (pidfile_present(conf.pidfile)) {
        fprintf(stderr, "%s: already running (%s)\n", argv[0], conf.pidfile);
        return 1;
    }

    openlog("meterd", LOG_PID, LOG_DAEMON);
    if (!conf.foreground && daemon(0, 0) != 0) {
        perror("daemon");
        return 1;
    }
    if (pidfile_store(conf.pidfile, getpid()) != 0) {
        syslog(LOG_ERR, "%s: %s", conf.pidfile, strerror(errno));
        return 1;
    }

    signal(SIGTERM, on_term);
    signal(SIGINT, on_term);
    while (!stop) {
        poll_meters();
        sleep(conf.period);
    }
    pidfile_drop(conf.pidfile);
    return 0;
}
