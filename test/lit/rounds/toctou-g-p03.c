// RUN: %tocsin %s
// STD: gnu17
/* print filter: converts a job into raster bands through scratch files */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

extern char *mktemp(char *);

typedef struct job {
    int id;
    const char *title;
    char scratch[128];
    int fd;
} job_t;

static int job_open_scratch(job_t *j)
{
    snprintf(j->scratch, sizeof j->scratch, "/var/spool/lpf/job%dXXXXXX", j->id);
    if (mktemp(j->scratch)[0] == '\0')
        return -1;
    j->fd = open(j->scratch, O_RDWR | O_CREAT | O_TRUNC, 0600); // EXPECT: temp-name
    return j->fd < 0 ? -1 : 0;
}

static FILE *open_banner(const char *title, char **name_out)
{
    FILE *fp;
    char *name = tempnam("/tmp", "bann");

    if (!name)
        return NULL;
    fp = fopen(name, "w+"); // EXPECT: temp-name
    if (!fp) {
        free(name);
        return NULL;
    }
    fprintf(fp, "%%!PS\n(%s) show\nshowpage\n", title);
    rewind(fp);
    *name_out = name;
    return fp;
}

/* trace file: the name has to keep its ".trc" tail, retry on collision */
static int open_trace(void)
{
    char name[64];
    int fd, tries;

    for (tries = 0; tries < 16; tries++) {
        strcpy(name, "/tmp/lpf.XXXXXX");
        if (mktemp(name)[0] == '\0')
            continue;
        strcat(name, ".trc");
        fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (fd >= 0)
            return fd;
        if (errno != EEXIST)
            break;
    }
    return -1;
}

static int open_band(int n)
{
    char name[64];
    int fd;

    snprintf(name, sizeof name, "/tmp/lpband%d.XXXXXX", n);
    fd = mkstemp(name);
    if (fd >= 0)
        unlink(name);
    return fd;
}

int main(int argc, char **argv)
{
    job_t job = { getpid(), argc > 1 ? argv[1] : "untitled", "", -1 };
    char *bname = NULL;
    FILE *banner;
    int trace, band, c;

    if (job_open_scratch(&job) < 0) {
        perror("scratch");
        return 1;
    }
    trace = open_trace();
    band = open_band(0);
    banner = open_banner(job.title, &bname);
    while (banner && (c = getc(banner)) != EOF)
        if (write(job.fd, &c, 1) < 0)
            break;
    if (banner) {
        fclose(banner);
        unlink(bname);
        free(bname);
    }
    if (trace >= 0)
        close(trace);
    if (band >= 0)
        close(band);
    close(job.fd);
    unlink(job.scratch);
    return 0;
}
