// RUN: %tocsin %s
// STD: gnu17
/* metricd: tiny statistics daemon, single instance guarded by a pid file */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define PIDFILE "/var/run/metricd/metricd.pid"

static volatile sig_atomic_t stop;

static void on_term(int sig) { (void)sig; stop = 1; }

static void die(const char *msg)
{
    perror(msg);
    exit(EXIT_FAILURE);
}

static void claim_instance(void)
{
    FILE *fp;

    if (access(PIDFILE, F_OK) == 0) {
        fprintf(stderr, "metricd: already running (%s present)\n", PIDFILE);
        exit(3);
    }
    if (daemon(0, 1) < 0)
        die("daemon");
    fp = fopen(PIDFILE, "w"); // EXPECT: file-toctou
    if (!fp)
        die(PIDFILE);
    fprintf(fp, "%ld\n", (long)getpid());
    if (fclose(fp) != 0)
        die("pid file write");
}

static void sample(void)
{
    double load[3];
    if (getloadavg(load, 3) == 3)
        printf("load %.2f %.2f %.2f\n", load[0], load[1], load[2]);
}

int main(void)
{
    struct sigaction sa = { 0 };
    sa.sa_handler = on_term;
    sigaction(SIGTERM, &sa, NULL);
    claim_instance();
    while (!stop) {
        sample();
        fflush(stdout);
        sleep(10);
    }
    if (unlink(PIDFILE) < 0)
        perror("unlink");
    return 0;
}
