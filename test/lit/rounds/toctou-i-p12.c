// RUN: %tocsin %s
// STD: gnu17
/*
 * nfilter - news article filter.
 * Article on standard input is kept in a scratch file while the header
 * is examined; rejected ones are logged.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
#include <sys/types.h>
#include <sys/stat.h>
#include <unistd.h>

#define ARTSCRATCH "/usr/tmp/nfXXXXXX"

static char artname[40];
static char *progname = "nfilter";

static void giveup(const char *why)
{
    fprintf(stderr, "%s: ", progname);
    perror(why);
    exit(1);
}

static int keep_article(void)
{
    char buf[BUFSIZ];
    size_t n;
    int fd;

    strcpy(artname, ARTSCRATCH);
    if (*mktemp(artname) == '\0')
        giveup("scratch name");
    fd = open(artname, O_RDWR | O_CREAT | O_TRUNC, 0600); // EXPECT: temp-name
    if (fd < 0)
        giveup(artname);
    while ((n = fread(buf, 1, sizeof(buf), stdin)) > 0)
        if (write(fd, buf, n) != (ssize_t)n)
            giveup(artname);
    lseek(fd, (off_t)0, SEEK_SET);
    return fd;
}

static void log_reject(const char *group)
{
    char log[64];
    FILE *fp;

    sprintf(log, "/tmp/nfilter.%d", (int)getpid());
    fp = fopen(log, "w"); // EXPECT: temp-name
    if (fp == NULL)
        return;
    fprintf(fp, "rejected: %s\n", group);
    fclose(fp);
}

/* Index of the overview lines, kept open only for this run. */
static FILE *overview_scratch(void)
{
    char *nm;
    int fd, tries;

    for (tries = 0; tries < 20; tries++) {
        nm = tempnam("/tmp", "nfov");
        if (nm == NULL)
            return NULL;
        fd = open(nm, O_RDWR | O_CREAT | O_EXCL, 0600);
        if (fd >= 0) {
            unlink(nm);
            free(nm);
            return fdopen(fd, "w+");
        }
        free(nm);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    char line[1024];
    FILE *art, *ov;
    int hit = 0;

    if (argc != 2) {
        fprintf(stderr, "usage: %s group\n", progname);
        return 2;
    }
    art = fdopen(keep_article(), "r");
    ov = overview_scratch();
    if (art == NULL || ov == NULL)
        giveup("scratch");
    while (fgets(line, sizeof(line), art) != NULL && line[0] != '\n') {
        if (strncmp(line, "Newsgroups:", 11) == 0 && strstr(line, argv[1]) != NULL)
            hit = 1;
        fputs(line, ov);
    }
    if (!hit)
        log_reject(argv[1]);
    fclose(ov);
    fclose(art);
    unlink(artname);
    return hit ? 0 : 1;
}
