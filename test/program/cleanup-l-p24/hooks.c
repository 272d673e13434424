// STD: gnu17
#include "hookd.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static struct hook *hooks;

struct hook *hook_start(char *const argv[], int64_t limit_ms)
{
    struct hook *h = calloc(1, sizeof *h);
    int fd;

    if (!h)
        return NULL;
    snprintf(h->out, sizeof h->out, "/tmp/hookd.XXXXXX");
    fd = mkstemp(h->out);
    if (fd < 0) {
        free(h);
        return NULL;
    }
    h->pid = fork();
    if (h->pid == 0) {
        dup2(fd, 1);
        dup2(fd, 2);
        execv(argv[0], argv);
        _exit(127);
    }
    close(fd);
    if (h->pid < 0) {
        unlink(h->out);
        free(h);
        return NULL;
    }
    h->started_ms = loop_now_ms();
    h->limit_ms = limit_ms;
    h->next = hooks;
    hooks = h;
    return h;
}

/* children are only ever collected in hooks_reap */
void hooks_check(void)
{
    int64_t now = loop_now_ms();
    for (struct hook *h = hooks; h; h = h->next) {
        if (h->done)
            continue;
        if (now - h->started_ms > h->limit_ms) {
            fprintf(stderr, "hook %d over its time limit\n", (int)h->pid);
            kill(h->pid, SIGKILL);
        }
    }
}

void hooks_reap(void)
{
    struct hook **pp = &hooks;
    while (*pp) {
        struct hook *h = *pp;
        int st;
        if (!h->done && waitpid(h->pid, &st, WNOHANG) == h->pid)
            h->done = 1;
        if (!h->done) {
            pp = &h->next;
            continue;
        }
        *pp = h->next;
        unlink(h->out);
        free(h);
    }
}
