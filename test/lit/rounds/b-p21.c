// RUN: %tocsin %s
// STD: gnu17
/* runjob: executes one batch job on behalf of the scheduler (runs as root) */
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct job {
    char *script;
    char *envfile;
    char *argv[8];
    int nice_level;
} job_t;

typedef enum { VERDICT_RUN, VERDICT_SKIP, VERDICT_DENY } verdict_t;

static verdict_t judge(const job_t *job)
{
    struct stat st;

    if (stat(job->script, &st) != 0)
        return errno == ENOENT ? VERDICT_SKIP : VERDICT_DENY;
    if (!S_ISREG(st.st_mode) || !(st.st_mode & S_IXUSR))
        return VERDICT_DENY;
    if (st.st_uid != 0 || (st.st_mode & (S_IWGRP | S_IWOTH)))
        return VERDICT_DENY;
    return VERDICT_RUN;
}

static void import_env(const job_t *job)
{
    char line[512];
    FILE *f;

    if (!job->envfile || access(job->envfile, F_OK) != 0)
        return;
    f = fopen(job->envfile, "r"); // EXPECT: file-toctou
    while (fgets(line, sizeof line, f)) {
        char *eq = strchr(line, '=');
        line[strcspn(line, "\n")] = '\0';
        if (!eq || line[0] == '#')
            continue;
        *eq++ = '\0';
        setenv(line, eq, 1);
    }
    fclose(f);
}

static int run(job_t *job)
{
    int status;
    pid_t pid;

    switch (judge(job)) {
    case VERDICT_SKIP:
        return 0;
    case VERDICT_DENY:
        fprintf(stderr, "runjob: %s: refused\n", job->script);
        return 126;
    case VERDICT_RUN:
        break;
    }

    fflush(NULL);
    pid = fork();
    if (pid < 0) {
        perror("fork");
        return 71;
    }
    if (pid == 0) {
        import_env(job);
        if (nice(job->nice_level) == -1 && errno)
            perror("nice");
        job->argv[0] = job->script;
        execv(job->script, job->argv); // EXPECT: file-toctou
        _exit(127);
    }
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return 71;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int main(int argc, char **argv)
{
    job_t job;
    int c;

    memset(&job, 0, sizeof job);
    while ((c = getopt(argc, argv, "e:n:")) != -1) {
        switch (c) {
        case 'e':
            job.envfile = optarg;
            break;
        case 'n':
            job.nice_level = atoi(optarg);
            break;
        default:
            return 64;
        }
    }
    if (optind >= argc) {
        fprintf(stderr, "usage: runjob [-e envfile] [-n nice] SCRIPT [ARG...]\n");
        return 64;
    }
    job.script = argv[optind++];
    for (int i = 1; i < 7 && optind < argc; i++)
        job.argv[i] = argv[optind++];
    return run(&job);
}
