// RUN: %tocsin %s
// STD: gnu17
/* confd.c: state files and live reload of the routing policy daemon */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct policy {
    char dir[256];
    time_t loaded;
    int nrules;
};

static int parse_rules(struct policy *p, FILE *fp)
{
    char line[512];

    p->nrules = 0;
    while (fgets(line, sizeof line, fp) != NULL)
        if (line[0] != '#' && line[0] != '\n')
            p->nrules++;
    return ferror(fp) ? -1 : 0;
}

/* called once a second from the main loop */
int policy_poll(struct policy *p)
{
    char path[512];
    struct stat st;
    FILE *fp;
    int rc;

    snprintf(path, sizeof path, "%s/policy.rules", p->dir);
    if (stat(path, &st) != 0)
        return -1;
    if (st.st_mtime == p->loaded)
        return 0;
    fp = fopen(path, "r");
    if (fp == NULL)
        return -1;
    rc = parse_rules(p, fp);
    fclose(fp);
    if (rc == 0)
        p->loaded = st.st_mtime;
    return rc;
}

int policy_write_state(const struct policy *p)
{
    char path[512];
    FILE *fp;

    snprintf(path, sizeof path, "%s/readonly", p->dir);
    if (access(path, F_OK) == 0)
        return 0;
    snprintf(path, sizeof path, "%s/state", p->dir);
    fp = fopen(path, "w");
    if (fp == NULL)
        return -1;
    fprintf(fp, "rules %d\nloaded %ld\n", p->nrules, (long)p->loaded);
    return fclose(fp);
}

int policy_dump(const struct policy *p, const char *file)
{
    char name[512];
    int fd;

    snprintf(name, sizeof name, "%s", file);
    if (access(name, R_OK) != 0)
        return -errno;
    strncat(name, ".dump", sizeof name - strlen(name) - 1);
    fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0)
        return -errno;
    dprintf(fd, "%d\n", p->nrules);
    return close(fd);
}

int trace_restart(const char *log)
{
    struct stat st;
    int fd;

    if (stat(log, &st) == 0)
        fprintf(stderr, "confd: %s: dropping %lld bytes\n", log, (long long)st.st_size);
    fd = open(log, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0640);
    return fd;
}

int feed_open(const char *feed)
{
    struct stat st;
    off_t ahead = 0;
    int fd;

    if (stat(feed, &st) == 0)
        ahead = st.st_size;
    fd = open(feed, O_RDONLY | O_CLOEXEC);
    if (fd >= 0)
        posix_fadvise(fd, 0, ahead, POSIX_FADV_WILLNEED);
    return fd;
}

int main(int argc, char **argv)
{
    struct policy p = {0};
    int trace, feed;

    if (argc < 4)
        return 2;
    snprintf(p.dir, sizeof p.dir, "%s", argv[1]);
    trace = trace_restart(argv[2]);
    feed = feed_open(argv[3]);
    while (policy_poll(&p) == 0 && p.nrules > 0) {
        policy_write_state(&p);
        sleep(1);
    }
    if (argc > 4)
        policy_dump(&p, argv[4]);
    close(feed);
    close(trace);
    return 0;
}
