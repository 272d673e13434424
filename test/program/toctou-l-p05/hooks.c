// STD: gnu17
#include "trust.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static int reap(pid_t pid)
{
    int status;

    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return -errno;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -EINTR;
}

/* The hook directory is configured by the tenant; the daemon runs as root. */
int hook_run(const struct hook *h)
{
    char *argv[] = { (char *)h->path, (char *)h->event, NULL };
    pid_t pid;

    if (!trust_name(h->path))
        return -EPERM;
    pid = fork();
    if (pid < 0)
        return -errno;
    if (pid == 0) {
        signal(SIGPIPE, SIG_DFL);
        alarm(h->timeout);
        execve(h->path, argv, environ); // EXPECT: file-toctou
        _exit(127);
    }
    return reap(pid);
}

/* Compiled hooks only: the kernel gets the very file that was looked at. */
int hook_run_pinned(const struct hook *h)
{
    char *argv[] = { (char *)h->path, (char *)h->event, NULL };
    pid_t pid;
    int fd = open(h->path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return -errno;
    if (!trust_fd(fd)) {
        close(fd);
        return -EPERM;
    }
    pid = fork();
    if (pid == 0) {
        signal(SIGPIPE, SIG_DFL);
        alarm(h->timeout);
        fexecve(fd, argv, environ);
        _exit(127);
    }
    close(fd);
    return pid < 0 ? -EAGAIN : reap(pid);
}

void *filter_load(const char *path)
{
    void *lib;

    if (!trust_name(path)) {
        fprintf(stderr, "filter %s refused\n", path);
        return NULL;
    }
    lib = dlopen(path, RTLD_NOW | RTLD_LOCAL); // EXPECT: file-toctou
    if (!lib)
        fprintf(stderr, "filter: %s\n", dlerror());
    return lib;
}

void *codec_load(const char *path)
{
    char link[40];
    void *lib = NULL;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return NULL;
    if (trust_fd(fd)) {
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        lib = dlopen(link, RTLD_NOW | RTLD_LOCAL);
        if (!lib)
            fprintf(stderr, "codec: %s\n", dlerror());
    }
    close(fd);
    return lib;
}

int main(int argc, char **argv)
{
    struct hook h = { argc > 1 ? argv[1] : "/etc/backup/hooks/pre", "pre-backup", 30 };
    int rc = hook_run(&h);

    if (rc != 0)
        fprintf(stderr, "%s: %d\n", h.path, rc);
    if (argc > 2 && !filter_load(argv[2]))
        return 1;
    if (argc > 3 && !codec_load(argv[3]))
        return 1;
    return hook_run_pinned(&h) == 0 ? 0 : 1;
}
