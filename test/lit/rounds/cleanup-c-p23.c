// RUN: %tocsin %s
// STD: gnu17
/* thumbd: converts uploads with an external helper, using scratch files of its own */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define HELPER_TIMEOUT 20

struct conversion {
    pid_t           helper;
    struct timespec started;
    char            scratch[PATH_MAX];
    int             scratch_fd;
};

static long elapsed_sec(const struct timespec *since)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec - since->tv_sec;
}

static int conversion_start(struct conversion *c, const char *input)
{
    snprintf(c->scratch, sizeof c->scratch, "/tmp/thumbd.XXXXXX");
    c->scratch_fd = mkostemp(c->scratch, O_CLOEXEC);
    if (c->scratch_fd < 0)
        return -1;
    clock_gettime(CLOCK_MONOTONIC, &c->started);
    c->helper = fork();
    if (c->helper < 0) {
        close(c->scratch_fd);
        unlink(c->scratch);
        return -1;
    }
    if (c->helper == 0) {
        execlp("convert", "convert", "-resize", "160x160", input, c->scratch, (char *)NULL);
        _exit(127);
    }
    return 0;
}

static int conversion_poll(struct conversion *c)
{
    int status;
    pid_t r = waitpid(c->helper, &status, WNOHANG);

    if (r == c->helper)
        return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 1 : -1;
    if (r < 0)
        return -1;
    if (elapsed_sec(&c->started) > HELPER_TIMEOUT) {
        kill(c->helper, SIGKILL);
        waitpid(c->helper, &status, 0);
        return -1;
    }
    return 0;
}

static void conversion_finish(struct conversion *c, const char *dest, int good)
{
    struct stat st;

    if (good && fstat(c->scratch_fd, &st) == 0 && st.st_size > 0 && rename(c->scratch, dest) == 0) {
        close(c->scratch_fd);
        return;
    }
    close(c->scratch_fd);
    unlink(c->scratch);
}

/* A derived thumbnail that predates its source is rebuilt at once. */
static int thumbnail_outdated(const char *src, const char *thumb)
{
    struct stat s, t;

    if (stat(src, &s) < 0)
        return 0;
    if (stat(thumb, &t) < 0)
        return 1;
    return t.st_mtime < s.st_mtime;
}

int main(int argc, char **argv)
{
    struct conversion c;
    int rc;

    if (argc != 3) {
        fprintf(stderr, "usage: thumbd SRC THUMB\n");
        return 2;
    }
    if (!thumbnail_outdated(argv[1], argv[2]))
        return 0;
    if (conversion_start(&c, argv[1]) < 0) {
        perror("thumbd");
        return 1;
    }
    while ((rc = conversion_poll(&c)) == 0)
        usleep(50000);
    conversion_finish(&c, argv[2], rc > 0);
    return rc > 0 ? 0 : 1;
}
