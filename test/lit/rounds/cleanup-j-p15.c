// RUN: %tocsin %s
// STD: gnu17
/* hookrunner: runs site hooks as child processes and stops those that take
 * longer than the configured limit. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MAX_HOOKS 16

struct hook {
    pid_t       pid;
    time_t      launched;
    const char *cmd;
    int         timed_out;
};

static struct hook hooks[MAX_HOOKS];
static int         hook_limit = 120;

static int hook_start(const char *cmd)
{
    for (int i = 0; i < MAX_HOOKS; i++) {
        struct hook *h = &hooks[i];

        if (h->pid)
            continue;
        h->pid = fork();
        if (h->pid < 0) {
            h->pid = 0;
            return -errno;
        }
        if (h->pid == 0) {
            execl("/bin/sh", "sh", "-c", cmd, (char *)NULL);
            _exit(127);
        }
        h->cmd = cmd;
        h->launched = time(NULL);
        h->timed_out = 0;
        return 0;
    }
    return -EAGAIN;
}

static void hooks_collect(void)
{
    for (int i = 0; i < MAX_HOOKS; i++) {
        struct hook *h = &hooks[i];
        int status;

        if (h->pid && waitpid(h->pid, &status, WNOHANG) == h->pid) {
            printf("%s: status %d%s\n", h->cmd, status,
                   h->timed_out ? " (stopped)" : "");
            memset(h, 0, sizeof *h);
        }
    }
}

static void hooks_watchdog(void)
{
    for (int i = 0; i < MAX_HOOKS; i++) {
        struct hook *h = &hooks[i];

        if (!h->pid || h->timed_out)
            continue;
        if (time(NULL) - h->launched > hook_limit) { // EXPECT: wall-clock-interval
            h->timed_out = 1;
            kill(h->pid, SIGTERM);
        }
    }
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (hook_start(argv[i]) < 0)
            fprintf(stderr, "cannot start %s\n", argv[i]);
    for (;;) {
        int left = 0;

        hooks_collect();
        hooks_watchdog();
        for (int i = 0; i < MAX_HOOKS; i++)
            left += hooks[i].pid != 0;
        if (!left)
            return 0;
        sleep(1);
    }
}
