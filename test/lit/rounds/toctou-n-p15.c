// RUN: %tocsin %s
// STD: gnu17
/* Network event dispatcher: runs the hook scripts of an event. The hook
 * directories belong to the group "netops", whose members may put scripts
 * there; only those that root has approved (by chown) are run. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <syslog.h>
#include <unistd.h>

extern char **environ;

static int root_owned(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == 0;
}

static int not_writable(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && !(st.st_mode & (S_IWGRP | S_IWOTH | S_ISUID));
}

static int runnable(const char *path)
{
    return eaccess(path, X_OK) == 0;
}

static const struct criterion {
    int (*holds)(const char *path);
    const char *complaint;
} criteria[] = {
    {root_owned, "is not a regular file owned by root"},
    {not_writable, "is writable by others"},
    {runnable, "is not executable"},
};

static const char *first_complaint(const char *path)
{
    for (size_t i = 0; i < sizeof criteria / sizeof criteria[0]; i++)
        if (!criteria[i].holds(path))
            return criteria[i].complaint;
    return NULL;
}

static int reap(pid_t pid)
{
    int status;

    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int run_hook(char *path, char *event)
{
    char *argv[] = {path, event, NULL};
    const char *why = first_complaint(path);
    pid_t pid;
    int err;

    if (why) {
        syslog(LOG_WARNING, "%s %s", path, why);
        return 0;
    }
    err = posix_spawn(&pid, path, NULL, NULL, argv, environ); // EXPECT-MISS: file-toctou
    if (err) {
        syslog(LOG_ERR, "%s: %s", path, strerror(err));
        return -1;
    }
    return reap(pid);
}

/* The pre-up hook is a compiled helper and is run through its descriptor. */
static int run_preup(const char *path, char *event)
{
    char *argv[] = {(char *)"pre-up", event, NULL};
    struct stat st;
    pid_t pid;
    int fd = open(path, O_PATH | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0)
        return errno == ENOENT ? 0 : -1;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_uid != 0 ||
        (st.st_mode & (S_IWGRP | S_IWOTH | S_ISUID))) {
        close(fd);
        return -1;
    }
    pid = fork();
    if (pid == 0) {
        fexecve(fd, argv, environ);
        _exit(127);
    }
    close(fd);
    return pid < 0 ? -1 : reap(pid);
}

static int no_dot(const struct dirent *de)
{
    return de->d_name[0] != '.';
}

int main(int argc, char **argv)
{
    struct dirent **list;
    char path[PATH_MAX];
    int n;

    if (argc != 3) {
        fprintf(stderr, "usage: netevent HOOKDIR EVENT\n");
        return 2;
    }
    openlog("netevent", LOG_PID, LOG_DAEMON);
    snprintf(path, sizeof path, "%s/.pre-up", argv[1]);
    if (run_preup(path, argv[2]) != 0)
        syslog(LOG_WARNING, "pre-up helper failed");
    n = scandir(argv[1], &list, no_dot, alphasort);
    for (int i = 0; i < n; i++) {
        snprintf(path, sizeof path, "%s/%s", argv[1], list[i]->d_name);
        run_hook(path, argv[2]);
        free(list[i]);
    }
    if (n >= 0)
        free(list);
    return n < 0;
}
