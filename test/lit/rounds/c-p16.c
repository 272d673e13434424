// RUN: %tocsin %s
// STD: gnu17
/* netwatch: runs administrator hooks when a link goes up or down */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <syslog.h>
#include <unistd.h>

struct hook {
    const char *script;
    unsigned runs;
    struct hook *next;
};

static int trusted(const struct stat *st)
{
    if (!S_ISREG(st->st_mode))
        return 0;
    if (st->st_uid != 0)
        return 0;
    return (st->st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

static int run_hook(struct hook *h, const char *ifname, const char *event)
{
    struct stat st;
    pid_t pid;
    int status;

    if (stat(h->script, &st) < 0) {
        syslog(LOG_NOTICE, "hook %s: %m", h->script);
        return -1;
    }
    if (!trusted(&st)) {
        syslog(LOG_WARNING, "hook %s: owner or mode not acceptable", h->script);
        return -1;
    }

    pid = fork();
    if (pid < 0)
        return -1;
    if (pid == 0) {
        char *const av[] = { (char *)h->script, (char *)ifname, (char *)event, NULL };
        char *const ev[] = { "PATH=/usr/sbin:/usr/bin:/sbin:/bin", NULL };
        execve(h->script, av, ev); // EXPECT: file-toctou
        _exit(127);
    }
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    h->runs++;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void dispatch(struct hook *list, const char *ifname, int up)
{
    const char *event = up ? "up" : "down";

    for (; list; list = list->next) {
        int rc = run_hook(list, ifname, event);
        if (rc != 0)
            syslog(LOG_INFO, "%s for %s: %d", list->script, ifname, rc);
    }
}
