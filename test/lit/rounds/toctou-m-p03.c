// RUN: %tocsin %s
// STD: gnu17
/* Job runner: spools job input to scratch files before handing them to a converter. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct scratch {
    char *path;
    FILE *fp;
};

struct job {
    int id;
    struct scratch input;
    char result[64];
};

static FILE *create_stream(const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600); // EXPECT: temp-name
    if (fd < 0)
        return NULL;
    FILE *fp = fdopen(fd, "w+");
    if (!fp)
        close(fd);
    return fp;
}

static void scratch_discard(struct scratch *s)
{
    if (s->fp)
        fclose(s->fp);
    if (s->path) {
        unlink(s->path);
        free(s->path);
    }
    s->fp = NULL;
    s->path = NULL;
}

static int scratch_open(struct scratch *s, const char *prefix)
{
    s->path = tempnam(getenv("JOB_TMPDIR"), prefix);
    if (!s->path)
        return -1;
    s->fp = create_stream(s->path);
    if (!s->fp) {
        free(s->path);
        s->path = NULL;
        return -1;
    }
    return 0;
}

static int scratch_open_in(struct scratch *s, const char *dir, const char *prefix)
{
    if (asprintf(&s->path, "%s/%s-XXXXXX", dir, prefix) < 0) {
        s->path = NULL;
        return -1;
    }
    int fd = mkostemp(s->path, O_CLOEXEC);
    if (fd < 0) {
        free(s->path);
        s->path = NULL;
        return -1;
    }
    s->fp = fdopen(fd, "w+");
    if (!s->fp) {
        close(fd);
        scratch_discard(s);
        return -1;
    }
    return 0;
}

/* The result is a log with a fixed suffix, which mkstemps() of older systems lacks. */
static FILE *result_open(struct job *j)
{
    for (int i = 0; i < 20; i++) {
        strcpy(j->result, "/tmp/job-XXXXXX");
        if (!*mktemp(j->result))
            return NULL;
        strcat(j->result, ".log");
        int fd = open(j->result, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (fd >= 0)
            return fdopen(fd, "w");
        if (errno != EEXIST)
            return NULL;
    }
    errno = EEXIST;
    return NULL;
}

static int trace_dump(const struct job *j, const char *text)
{
    char name[] = "/tmp/jobtrace.XXXXXX";
    if (*mktemp(name) == '\0')
        return -1;
    FILE *fp = fopen(name, "we"); // EXPECT: temp-name
    if (!fp)
        return -1;
    fprintf(fp, "job %d\n%s\n", j->id, text);
    return fclose(fp);
}

/* Repoints "latest" in one step. */
static int point_latest(const char *dir, const char *target)
{
    char tmp[256], latest[256];
    snprintf(tmp, sizeof tmp, "%s/.latest.XXXXXX", dir);
    snprintf(latest, sizeof latest, "%s/latest", dir);
    if (*mktemp(tmp) == '\0')
        return -1;
    if (symlink(target, tmp) != 0)
        return -1;
    if (rename(tmp, latest) != 0) {
        unlink(tmp);
        return -1;
    }
    return 0;
}

int job_run(struct job *j, const char *input, const char *dir)
{
    if ((dir ? scratch_open_in(&j->input, dir, "in") : scratch_open(&j->input, "jobin")) != 0)
        return -1;
    fputs(input, j->input.fp);
    FILE *log = result_open(j);
    if (!log) {
        scratch_discard(&j->input);
        return -1;
    }
    fprintf(log, "job %d: %zu bytes\n", j->id, strlen(input));
    int rc = fclose(log);
    if (rc == 0 && dir)
        rc = point_latest(dir, j->result);
    if (rc != 0)
        trace_dump(j, input);
    scratch_discard(&j->input);
    return rc;
}
