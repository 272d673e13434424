// RUN: %tocsin %s
// STD: gnu17
/* lpfeed.c - stage jobs for the line printer */
#include <sys/types.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef SPOOLDIR
#define SPOOLDIR "/var/tmp"
#endif

struct job {
    char data[128];
    char control[128];
    int  copies;
    char title[40];
};

extern char *mktemp(char *);

static void
die(const char *what)
{
    fprintf(stderr, "lpfeed: %s: %s\n", what, strerror(errno));
    exit(1);
}

static int
stage_data(struct job *j, FILE *in)
{
    char buf[BUFSIZ];
    size_t n;
    int fd;

    sprintf(j->data, "%s/dfXXXXXX", SPOOLDIR);
    if (mktemp(j->data) == NULL || j->data[0] == '\0')
        return -1;
    fd = open(j->data, O_WRONLY | O_CREAT | O_TRUNC, 0644); // EXPECT: temp-name
    if (fd < 0)
        return -1;
    while ((n = fread(buf, 1, sizeof buf, in)) > 0) {
        if (write(fd, buf, n) != (ssize_t) n) {
            close(fd);
            return -1;
        }
    }
    return close(fd);
}

static int
stage_control(struct job *j)
{
    FILE *fp;
    char *name;

    name = tempnam(SPOOLDIR, "cf");
    if (name == NULL)
        return -1;
    strncpy(j->control, name, sizeof j->control - 1);
    free(name);
    fp = fopen(j->control, "w"); // EXPECT: temp-name
    if (fp == NULL)
        return -1;
    fprintf(fp, "J%s\nC%d\nf%s\n", j->title, j->copies, j->data);
    return fclose(fp);
}

static FILE *
open_banner(char *tmpl)
{
    int fd;

    fd = mkstemp(tmpl);
    if (fd < 0)
        return NULL;
    return fdopen(fd, "w+");
}

static int
print_banner(struct job *j)
{
    char tmpl[] = SPOOLDIR "/bnXXXXXX";
    FILE *fp;

    fp = open_banner(tmpl);
    if (fp == NULL)
        return -1;
    unlink(tmpl);
    fprintf(fp, "\n\n\t%s\n\f", j->title);
    return fclose(fp);
}

int
main(int argc, char **argv)
{
    struct job j;

    memset(&j, 0, sizeof j);
    j.copies = argc > 1 ? atoi(argv[1]) : 1;
    strncpy(j.title, argc > 2 ? argv[2] : "(stdin)", sizeof j.title - 1);
    if (print_banner(&j) != 0)
        die("banner");
    if (stage_data(&j, stdin) != 0)
        die(j.data);
    if (stage_control(&j) != 0)
        die(j.control);
    printf("%s\n", j.control);
    return 0;
}
