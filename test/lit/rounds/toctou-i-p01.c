// RUN: %tocsin %s
// STD: gnu17
/* ticksyncd: broadcast clock follower, instance handling */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

struct daemon_conf {
    const char *pidfile;
    const char *driftfile;
    int foreground;
};

static pid_t parse_pid(FILE *fp)
{
    char line[32];
    char *end;
    long v;

    if (!fgets(line, sizeof line, fp))
        return 0;
    v = strtol(line, &end, 10);
    if (end == line || v <= 1)
        return 0;
    return (pid_t)v;
}

static int claim_instance(const struct daemon_conf *cf)
{
    FILE *fp;
    pid_t other = 0;

    fp = fopen(cf->pidfile, "r");
    if (fp != NULL) {
        other = parse_pid(fp);
        fclose(fp);
        if (other != 0 && (kill(other, 0) == 0 || errno == EPERM)) {
            syslog(LOG_ERR, "already running as pid %ld", (long)other);
            return -1;
        }
        syslog(LOG_NOTICE, "replacing stale %s", cf->pidfile);
    }

    fp = fopen(cf->pidfile, "w"); // EXPECT: file-toctou
    if (fp == NULL) {
        syslog(LOG_ERR, "%s: %s", cf->pidfile, strerror(errno));
        return -1;
    }
    fprintf(fp, "%ld\n", (long)getpid());
    return fclose(fp) == 0 ? 0 : -1;
}

static double load_drift(const struct daemon_conf *cf)
{
    double ppm = 0.0;
    FILE *fp = fopen(cf->driftfile, "r");

    if (fp == NULL)
        return 0.0;
    if (fscanf(fp, "%lf", &ppm) != 1)
        ppm = 0.0;
    fclose(fp);
    return ppm;
}

int main(int argc, char **argv)
{
    struct daemon_conf cf = { "/var/run/ticksyncd.pid", "/var/lib/ticksync/drift", 0 };
    int c;

    while ((c = getopt(argc, argv, "fp:d:")) != -1) {
        switch (c) {
        case 'f': cf.foreground = 1; break;
        case 'p': cf.pidfile = optarg; break;
        case 'd': cf.driftfile = optarg; break;
        default: return 2;
        }
    }
    openlog("ticksyncd", LOG_PID, LOG_DAEMON);
    if (!cf.foreground && daemon(0, 0) != 0)
        return 1;
    if (claim_instance(&cf) != 0)
        return 1;
    syslog(LOG_INFO, "starting, drift %.3f ppm", load_drift(&cf));
    pause();
    unlink(cf.pidfile);
    return 0;
}
