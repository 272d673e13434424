// RUN: %tocsin %s
// STD: gnu17
/* nntpfeed: keeps the outgoing batch spool of a news site in order */
#include <sys/types.h>
#include <sys/stat.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define OUTGOING "/var/spool/news/outgoing"
#define BATCH_DAYS 4

static int verbose;

/* one batch is sent in several calls; the peer may hang up in between */
static int send_batch(const char *site, int peer, long *offset)
{
    char path[512], line[1024];
    FILE *fp;

    sprintf(path, "%s/%.64s", OUTGOING, site);
    fp = fopen(path, "r");
    if (fp == NULL)
        return -1;
    fseek(fp, *offset, SEEK_SET);
    while (fgets(line, sizeof line, fp) != NULL) {
        if (write(peer, line, strlen(line)) < 0) {
            fclose(fp);
            return 1;               /* come back with *offset */
        }
        *offset = ftell(fp);
    }
    fclose(fp);
    return 0;
}

static int add_to_batch(const char *site, const char *token)
{
    char path[512];
    FILE *fp;
    sprintf(path, "%s/%.64s", OUTGOING, site);
    if ((fp = fopen(path, "a")) == NULL)
        return -1;
    fprintf(fp, "%s\n", token);
    return fclose(fp);
}

static int trim_one(const char *path, time_t limit)
{
    struct stat sb;

    if (stat(path, &sb) < 0)
        return errno == ENOENT ? 0 : -1;
    if (!S_ISREG(sb.st_mode))
        return 0;
    if (sb.st_mtime >= limit)
        return 0;
    if (verbose)
        fprintf(stderr, "dropping batch %s (%ld bytes)\n", path, (long)sb.st_size);
    if (unlink(path) < 0) { // EXPECT: timestamp-cleanup
        perror(path);
        return -1;
    }
    return 1;
}

static int trim_spool(void)
{
    DIR *dp;
    struct dirent *de;
    char path[512];
    time_t limit;
    int n = 0;

    limit = time((time_t *)0) - (time_t)BATCH_DAYS * 86400L;
    if ((dp = opendir(OUTGOING)) == NULL)
        return -1;
    while ((de = readdir(dp)) != NULL) {
        if (de->d_name[0] == '.')
            continue;
        sprintf(path, "%s/%.255s", OUTGOING, de->d_name);
        if (trim_one(path, limit) > 0)
            n++;
    }
    closedir(dp);
    return n;
}

int main(int argc, char **argv)
{
    long off = 0;
    if (argc > 1 && strcmp(argv[1], "-v") == 0)
        verbose = 1;
    if (argc > 2 && strcmp(argv[1], "-t") == 0)
        return trim_spool() < 0;
    if (argc > 3 && strcmp(argv[1], "-a") == 0)
        return add_to_batch(argv[2], argv[3]) != 0;
    if (argc > 2)
        return send_batch(argv[2], 1, &off);
    return 2;
}
