// STD: gnu17
#include "pkg.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int wait_for(pid_t child)
{
    int status;

    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int pkg_run_script(const struct pkg *p, const char *stage)
{
    char script[PATH_MAX];
    char leaf[128];
    pid_t child;

    snprintf(leaf, sizeof leaf, "%s.%s", p->name, stage);
    if (pkg_join(script, sizeof script, "/var/lib/upk/scripts", leaf) < 0)
        return -1;
    if (!script_trusted(script)) {
        fprintf(stderr, "upk: %s: not running untrusted script\n", script);
        return -1;
    }

    fflush(NULL);
    child = fork();
    if (child < 0)
        return -1;
    if (child == 0) {
        char *const argv[] = { script, (char *)p->version, NULL };
        char *const envp[] = { "PATH=/usr/sbin:/usr/bin:/sbin:/bin", NULL };

        if (chdir(p->root) < 0)
            _exit(126);
        execve(script, argv, envp); // EXPECT: file-toctou
        _exit(127);
    }
    return wait_for(child);
}
