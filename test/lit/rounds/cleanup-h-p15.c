// RUN: %tocsin %s
// STD: gnu17
/* Hook runner: starts site scripts after an event and stops the ones that take too long. */
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define HOOK_SLOTS 16

typedef struct hook_run {
    pid_t pid;
    int64_t started;
    int64_t term_sent;
    char script[128];
} hook_run;

static hook_run runs[HOOK_SLOTS];

static int64_t secs(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_BOOTTIME, &ts);
    return ts.tv_sec;
}

int hook_start(const char *script, const char *event)
{
    int i;

    for (i = 0; i < HOOK_SLOTS && runs[i].pid; i++)
        ;
    if (i == HOOK_SLOTS)
        return -EAGAIN;

    pid_t pid = fork();
    if (pid < 0)
        return -errno;
    if (pid == 0) {
        setpgid(0, 0);
        execl("/bin/sh", "sh", script, event, (char *)NULL);
        _exit(127);
    }
    runs[i].pid = pid;
    runs[i].started = secs();
    runs[i].term_sent = 0;
    snprintf(runs[i].script, sizeof runs[i].script, "%s", script);
    return 0;
}

static void hook_reap(void)
{
    int status;

    for (int i = 0; i < HOOK_SLOTS; i++) {
        if (!runs[i].pid)
            continue;
        if (waitpid(runs[i].pid, &status, WNOHANG) == runs[i].pid) {
            if (WIFEXITED(status) && WEXITSTATUS(status))
                fprintf(stderr, "hook %s: exit %d\n", runs[i].script, WEXITSTATUS(status));
            memset(&runs[i], 0, sizeof runs[i]);
        }
    }
}

static void hook_limit(int64_t max_secs)
{
    int64_t now = secs();

    for (int i = 0; i < HOOK_SLOTS; i++) {
        hook_run *r = &runs[i];

        if (!r->pid)
            continue;
        if (r->term_sent && now - r->term_sent > 5) {
            kill(-r->pid, SIGKILL);
            continue;
        }
        if (!r->term_sent && now - r->started > max_secs) {
            fprintf(stderr, "hook %s: over %lld s\n", r->script, (long long)max_secs);
            kill(-r->pid, SIGTERM);
            r->term_sent = now;
        }
    }
}

int main(int argc, char **argv)
{
    int64_t limit = argc > 1 ? atoll(argv[1]) : 30;
    char line[256];

    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = 0;
        char *sp = strchr(line, ' ');
        if (sp) {
            *sp++ = 0;
            if (hook_start(line, sp) != 0)
                fprintf(stderr, "hook %s: not started\n", line);
        }
        hook_reap();
        hook_limit(limit);
    }
    return 0;
}
