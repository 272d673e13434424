// RUN: %tocsin %s
// STD: gnu17
/* billing collector: single instance start-up */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static const char *pidfile = "/var/run/cdrcollect.pid";
static volatile sig_atomic_t quit_flag;

static void on_term(int sig)
{
    (void)sig;
    quit_flag = 1;
}

static int claim_instance(const char *name)
{
    FILE *f;
    long other;

    f = fopen(name, "r");
    if (f != NULL) {
        if (fscanf(f, "%ld", &other) != 1)
            other = 0;
        fclose(f);
        fprintf(stderr, "cdrcollect: already running as %ld (%s)\n", other, name);
        return -1;
    }

    f = fopen(name, "w"); // EXPECT: file-toctou
    if (f == NULL) {
        fprintf(stderr, "cdrcollect: %s: %s\n", name, strerror(errno));
        return -1;
    }
    fprintf(f, "%ld\n", (long)getpid());
    if (fclose(f) != 0) {
        unlink(name);
        return -1;
    }
    return 0;
}

static void release_instance(void)
{
    if (unlink(pidfile) < 0 && errno != ENOENT)
        fprintf(stderr, "cdrcollect: %s: %s\n", pidfile, strerror(errno));
}

static unsigned long collect_once(const char *dir)
{
    char path[1024];
    char line[512];
    unsigned long n = 0;
    FILE *in;

    snprintf(path, sizeof path, "%s/current.cdr", dir);
    if (access(path, R_OK) != 0)
        return 0;
    in = fopen(path, "r");
    if (in == NULL) {
        fprintf(stderr, "cdrcollect: %s: %s\n", path, strerror(errno));
        return 0;
    }
    while (fgets(line, sizeof line, in))
        n++;
    fclose(in);
    return n;
}

int main(int argc, char **argv)
{
    unsigned long total = 0;

    if (argc < 2)
        return 2;
    if (claim_instance(pidfile) < 0)
        return 1;
    signal(SIGTERM, on_term);
    while (!quit_flag) {
        total += collect_once(argv[1]);
        sleep(10);
    }
    release_instance();
    printf("%lu records\n", total);
    return 0;
}
