// RUN: %tocsin %s
// STD: gnu17
/* Test runner: forks one child per case, each with a scratch directory of its own. */
#include <errno.h>
#include <ftw.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MAX_RUNNING 8

struct run {
    pid_t pid;
    const char *name;
    char scratch[64];
    struct timespec started;
    bool killed;
};

struct runner {
    struct run slots[MAX_RUNNING];
    long limit_s;
    unsigned passed, failed, timed_out;
};

static long seconds_between(const struct timespec *a, const struct timespec *b)
{
    return (long)(b->tv_sec - a->tv_sec);
}

static int drop_entry(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)st;
    (void)ftw;
    return flag == FTW_DP ? rmdir(path) : unlink(path);
}

static void drop_scratch(struct run *r)
{
    if (r->scratch[0] && nftw(r->scratch, drop_entry, 16, FTW_DEPTH | FTW_PHYS) != 0)
        fprintf(stderr, "%s: %s\n", r->scratch, strerror(errno));
    r->scratch[0] = '\0';
}

static int launch(struct runner *rn, const char *cmd)
{
    struct run *r = NULL;
    for (int i = 0; i < MAX_RUNNING && !r; i++)
        if (rn->slots[i].pid == 0)
            r = &rn->slots[i];
    if (!r)
        return -EAGAIN;
    strcpy(r->scratch, "/tmp/case.XXXXXX");
    if (!mkdtemp(r->scratch)) {
        r->scratch[0] = '\0';
        return -errno;
    }
    r->name = cmd;
    r->killed = false;
    clock_gettime(CLOCK_MONOTONIC, &r->started);
    r->pid = fork();
    if (r->pid < 0) {
        int e = errno;
        r->pid = 0;
        drop_scratch(r);
        return -e;
    }
    if (r->pid == 0) {
        if (chdir(r->scratch) == 0)
            execl("/bin/sh", "sh", "-c", cmd, (char *)NULL);
        _exit(127);
    }
    return 0;
}

static void enforce_limits(struct runner *rn)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    for (int i = 0; i < MAX_RUNNING; i++) {
        struct run *r = &rn->slots[i];
        if (r->pid == 0 || r->killed)
            continue;
        if (seconds_between(&r->started, &now) > rn->limit_s) {
            kill(r->pid, SIGKILL);
            r->killed = true;
        }
    }
}

static int collect(struct runner *rn)
{
    int busy = 0;
    for (int i = 0; i < MAX_RUNNING; i++) {
        struct run *r = &rn->slots[i];
        int status;
        if (r->pid == 0)
            continue;
        if (waitpid(r->pid, &status, WNOHANG) != r->pid) {
            busy++;
            continue;
        }
        if (r->killed)
            rn->timed_out++;
        else if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
            rn->passed++;
        else
            rn->failed++;
        r->pid = 0;
        drop_scratch(r);
    }
    return busy;
}

int main(int argc, char **argv)
{
    static struct runner rn = {.limit_s = 30};
    const struct timespec pause = {.tv_nsec = 20000000};
    int next = 1;
    for (;;) {
        while (next < argc && launch(&rn, argv[next]) == 0)
            next++;
        enforce_limits(&rn);
        if (collect(&rn) == 0 && next >= argc)
            break;
        nanosleep(&pause, NULL);
    }
    printf("%u passed, %u failed, %u timed out\n", rn.passed, rn.failed, rn.timed_out);
    return rn.failed + rn.timed_out ? 1 : 0;
}
