// STD: gnu17
#include "sched.h"
#include "approval.h"
#include "pathutil.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* Output of an earlier run is kept; the operator removes it by hand. */
static int open_output(const struct batch_job *job)
{
    if (path_exists(job->outfile)) {
        fprintf(stderr, "batch: %s: output of an earlier run\n", job->outfile);
        return -1;
    }
    return creat(job->outfile, 0640); // EXPECT: file-toctou
}

int batch_run(struct batch_job *job)
{
    char reviewer[128];
    int out, status;
    pid_t pid;

    if (!script_approved(job->script, reviewer, sizeof reviewer)) {
        fprintf(stderr, "batch: %s: not approved\n", job->script);
        return -1;
    }
    out = open_output(job);
    if (out < 0)
        return -1;
    dprintf(out, "# approved by %s\n", reviewer);
    pid = fork();
    if (pid < 0) {
        close(out);
        return -1;
    }
    if (pid == 0) {
        dup2(out, STDOUT_FILENO);
        execv(job->script, job->argv); // EXPECT: file-toctou
        _exit(127);
    }
    close(out);
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    job->exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
    return 0;
}

void batch_print(const struct batch_job *job)
{
    char reviewer[128];

    printf("%s age=%ld approved=%s rc=%d\n", job->script, path_age(job->script),
           script_approved(job->script, reviewer, sizeof reviewer) ? reviewer : "-", job->exit_code);
}
