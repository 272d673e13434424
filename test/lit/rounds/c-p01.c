// RUN: %tocsin %s
// STD: gnu17
/* meterd - polls power meters over a serial bus; start-up part */
#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

struct settings {
    const char *pidfile;
    unsigned interval;
    int foreground;
};

static volatile sig_atomic_t stop;

static void on_term(int sig)
{
    (void)sig;
    stop = 1;
}

static int claim_instance(const struct settings *cfg)
{
    FILE *fp;

    if (access(cfg->pidfile, F_OK) == 0) {
        syslog(LOG_ERR, "%s exists, another meterd is running", cfg->pidfile);
        return -1;
    }
    if (!cfg->foreground && daemon(0, 0) < 0) {
        syslog(LOG_ERR, "daemon: %s", strerror(errno));
        return -1;
    }
    fp = fopen(cfg->pidfile, "w"); // EXPECT: file-toctou
    if (!fp) {
        syslog(LOG_ERR, "cannot write %s: %m", cfg->pidfile);
        return -1;
    }
    fprintf(fp, "%ld\n", (long)getpid());
    if (fclose(fp) != 0)
        return -1;
    return 0;
}

int main(int argc, char **argv)
{
    struct settings cfg = { "/var/run/meterd.pid", 30, 0 };
    int c;

    while ((c = getopt(argc, argv, "fp:i:")) != -1) {
        switch (c) {
        case 'f': cfg.foreground = 1; break;
        case 'p': cfg.pidfile = optarg; break;
        case 'i': cfg.interval = (unsigned)strtoul(optarg, NULL, 10); break;
        default:
            fprintf(stderr, "usage: %s [-f] [-p pidfile] [-i sec]\n", argv[0]);
            return 2;
        }
    }
    openlog("meterd", LOG_PID, LOG_DAEMON);
    signal(SIGTERM, on_term);
    if (claim_instance(&cfg) < 0)
        return 1;
    while (!stop)
        sleep(cfg.interval);
    syslog(LOG_INFO, "terminating");
    return 0;
}
