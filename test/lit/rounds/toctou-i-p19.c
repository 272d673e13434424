// RUN: %tocsin %s
// STD: gnu17
/* network manager's dispatcher: runs the hook of an interface as root */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <syslog.h>
#include <unistd.h>

typedef enum { HOOK_RUN, HOOK_NONE, HOOK_IGNORED, HOOK_INSECURE } hook_class;

struct hook {
    char path[PATH_MAX];
    char *argv[4];
};

static hook_class classify(const char *path)
{
    struct stat st;

    if (lstat(path, &st) != 0)
        return HOOK_NONE;
    switch (st.st_mode & S_IFMT) {
    case S_IFREG:
        if (st.st_uid != 0 || (st.st_mode & (S_IWGRP | S_IWOTH | S_ISUID)))
            return HOOK_INSECURE;
        return (st.st_mode & S_IXUSR) ? HOOK_RUN : HOOK_IGNORED;
    case S_IFLNK:
        return HOOK_INSECURE;
    default:
        return HOOK_IGNORED;
    }
}

static int reap(pid_t pid)
{
    int status;

    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int dispatch(const char *dir, char *ifname, char *event)
{
    static char *env[] = { "PATH=/usr/sbin:/usr/bin", NULL };
    struct hook h;
    pid_t pid;
    int n = snprintf(h.path, sizeof h.path, "%s/%s", dir, ifname);

    if (n < 0 || (size_t)n >= sizeof h.path)
        return -1;
    h.argv[0] = h.path;
    h.argv[1] = ifname;
    h.argv[2] = event;
    h.argv[3] = NULL;

    switch (classify(h.path)) {
    case HOOK_NONE:
    case HOOK_IGNORED:
        return 0;
    case HOOK_INSECURE:
        syslog(LOG_WARNING, "%s: owner or mode not acceptable", h.path);
        return -1;
    case HOOK_RUN:
        break;
    }

    pid = fork();
    if (pid < 0)
        return -1;
    if (pid == 0) {
        if (chdir("/") != 0)
            _exit(126);
        execve(h.path, h.argv, env); // EXPECT: file-toctou
        _exit(127);
    }
    return reap(pid);
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: %s dir interface event\n", argv[0]);
        return 2;
    }
    openlog("netdispatch", LOG_PID, LOG_DAEMON);
    return dispatch(argv[1], argv[2], argv[3]) == 0 ? 0 : 1;
}
