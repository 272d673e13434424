/* Codec plug-ins and filter helpers: paths come from the user's configuration. */
#include "trust.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct codec {
    void *handle;
    int (*init)(void);
};

extern char **environ;

static int codec_bind(struct codec *c, const char *what)
{
    if (!c->handle) {
        fprintf(stderr, "%s: %s\n", what, dlerror());
        return -1;
    }
    c->init = (int (*)(void))dlsym(c->handle, "codec_init");
    if (!c->init) {
        dlclose(c->handle);
        c->handle = NULL;
        return -1;
    }
    return c->init();
}

int codec_load(struct codec *c, const char *path)
{
    if (!path_trusted(path)) {
        fprintf(stderr, "%s: refused\n", path);
        return -1;
    }
    c->handle = dlopen(path, RTLD_NOW | RTLD_LOCAL); // EXPECT: file-toctou
    return codec_bind(c, path);
}

int codec_load_fd(struct codec *c, const char *path)
{
    char self[40];
    int fd = open_trusted(path);
    if (fd < 0) {
        fprintf(stderr, "%s: refused\n", path);
        return -1;
    }
    snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
    c->handle = dlopen(self, RTLD_NOW | RTLD_LOCAL);
    close(fd);
    return codec_bind(c, path);
}

static int wait_for(pid_t pid)
{
    int st;
    if (pid < 0 || waitpid(pid, &st, 0) < 0)
        return -1;
    return WIFEXITED(st) ? WEXITSTATUS(st) : -1;
}

int filter_run(const char *prog, int in, int out)
{
    char *argv[] = {(char *)prog, NULL};
    bool usable = path_trusted(prog);
    pid_t pid = usable ? fork() : -1;
    if (pid == 0) {
        dup2(in, 0);
        dup2(out, 1);
        execv(prog, argv); // EXPECT: file-toctou
        _exit(127);
    }
    return wait_for(pid);
}

int filter_run_fd(const char *prog, int in, int out)
{
    char *argv[] = {(char *)prog, NULL};
    int fd = open_trusted(prog);
    if (fd < 0)
        return -1;
    pid_t pid = fork();
    if (pid == 0) {
        dup2(in, 0);
        dup2(out, 1);
        fexecve(fd, argv, environ);
        _exit(127);
    }
    close(fd);
    return wait_for(pid);
}

/* Message only: which of the configured plug-ins are there. */
void codec_list(const char *const *paths)
{
    for (; *paths; paths++)
        printf("%-40s %s\n", *paths, path_present(*paths) ? "present" : "absent");
}
