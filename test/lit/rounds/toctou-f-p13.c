// RUN: %tocsin %s
// STD: gnu17
/* ripfilter: raster filter of the label printer queue */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct job {
    int id;
    const char *title;
    char page[128];
    char *trace;
    int stage_fd;
};

static ssize_t copy_fd(int from, int to)
{
    char buf[8192];
    ssize_t n, total = 0;

    while ((n = read(from, buf, sizeof buf)) > 0) {
        if (write(to, buf, (size_t)n) != n)
            return -1;
        total += n;
    }
    return n < 0 ? -1 : total;
}

/* The page is kept under a name since the rasteriser wants one. */
static int spool_page(struct job *j, int in)
{
    int out;

    snprintf(j->page, sizeof j->page, "/var/tmp/rip%dXXXXXX", j->id);
    if (mktemp(j->page) == NULL || j->page[0] == '\0')
        return -1;
    out = open(j->page, O_CREAT | O_WRONLY | O_TRUNC, 0600); // EXPECT: temp-name
    if (out < 0)
        return -1;
    if (copy_fd(in, out) < 0) {
        close(out);
        unlink(j->page);
        return -1;
    }
    return close(out);
}

static int start_trace(struct job *j)
{
    FILE *fp;

    j->trace = tempnam(getenv("RIPTRACE"), "rip");
    if (j->trace == NULL)
        return -1;
    fp = fopen(j->trace, "w"); // EXPECT: temp-name
    if (fp == NULL) {
        free(j->trace);
        j->trace = NULL;
        return -1;
    }
    fprintf(fp, "job %d: %s\n", j->id, j->title);
    return fclose(fp);
}

static int open_stage(struct job *j)
{
    char *name;
    int tries;

    j->stage_fd = -1;
    for (tries = 0; tries < 8 && j->stage_fd < 0; tries++) {
        name = tempnam("/var/spool/labels", "stg");
        if (name == NULL)
            return -1;
        j->stage_fd = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (j->stage_fd >= 0)
            unlink(name);
        else if (errno != EEXIST)
            tries = 8;
        free(name);
    }
    return j->stage_fd < 0 ? -1 : 0;
}

static int run_rasteriser(const struct job *j)
{
    int status;
    pid_t pid = fork();

    if (pid < 0)
        return -1;
    if (pid == 0) {
        dup2(j->stage_fd, STDOUT_FILENO);
        execl("/usr/lib/labels/raster", "raster", j->page, (char *)NULL);
        _exit(127);
    }
    if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
        return -1;
    return WEXITSTATUS(status);
}

int main(int argc, char **argv)
{
    struct job j;
    int rc;

    memset(&j, 0, sizeof j);
    if (argc < 3)
        return 2;
    j.id = atoi(argv[1]);
    j.title = argv[2];
    if (open_stage(&j) != 0 || spool_page(&j, STDIN_FILENO) != 0) {
        fprintf(stderr, "ripfilter: %s\n", strerror(errno));
        return 1;
    }
    if (getenv("RIPTRACE") != NULL)
        start_trace(&j);
    rc = run_rasteriser(&j);
    lseek(j.stage_fd, 0, SEEK_SET);
    if (rc == 0 && copy_fd(j.stage_fd, STDOUT_FILENO) < 0)
        rc = 1;
    close(j.stage_fd);
    free(j.trace);
    return rc;
}
