// RUN: %tocsin %s
// STD: gnu17
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Runs the hook scripts of a package transaction, each under a time limit. */

struct hook {
    const char *path;
    long limit_ms;
    pid_t pid;
    long started_ms;
    int status;
};

static long mono_ms(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (long)ts.tv_sec * 1000L + ts.tv_nsec / 1000000L;
}

static int hook_start(struct hook *h)
{
    pid_t pid = fork();

    if (pid < 0)
        return -1;
    if (pid == 0) {
        execl(h->path, h->path, (char *)NULL);
        _exit(127);
    }
    h->pid = pid;
    h->started_ms = mono_ms();
    return 0;
}

/* Returns 1 when the child has been collected. */
static int hook_collect(struct hook *h)
{
    pid_t r = waitpid(h->pid, &h->status, WNOHANG);

    if (r == h->pid) {
        h->pid = 0;
        return 1;
    }
    if (r < 0 && errno == ECHILD) {
        h->pid = 0;
        h->status = -1;
        return 1;
    }
    return 0;
}

static int hook_wait(struct hook *h)
{
    int signalled = 0;

    while (!hook_collect(h)) {
        long ran = mono_ms() - h->started_ms;
        if (!signalled && ran > h->limit_ms) {
            fprintf(stderr, "%s: over its limit after %ld ms\n", h->path, ran);
            kill(h->pid, SIGTERM);
            signalled = 1;
        } else if (signalled && ran > h->limit_ms + 5000) {
            kill(h->pid, SIGKILL);
        }
        usleep(50 * 1000);
    }
    return WIFEXITED(h->status) ? WEXITSTATUS(h->status) : 128;
}

int main(int argc, char **argv)
{
    int failed = 0;

    for (int i = 1; i < argc; i++) {
        struct hook h;

        memset(&h, 0, sizeof h);
        h.path = argv[i];
        h.limit_ms = 30000;
        if (hook_start(&h) != 0) {
            perror(argv[i]);
            failed++;
            continue;
        }
        if (hook_wait(&h) != 0)
            failed++;
    }
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
