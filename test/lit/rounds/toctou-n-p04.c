// RUN: %tocsin %s
// STD: gnu17
/* Loading of the rule files of the privilege broker. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

#define RULES_MAX (256 * 1024)

struct rule {
    char subject[64];
    char command[256];
    struct rule *next;
};

struct ruleset {
    struct rule *head;
    size_t count;
};

static int reject(const char *path, const char *fmt, ...)
{
    char msg[256];
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(msg, sizeof msg, fmt, ap);
    va_end(ap);
    syslog(LOG_ERR, "%s: %s", path, msg);
    return -1;
}

static int unchanged(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino &&
           a->st_ctim.tv_sec == b->st_ctim.tv_sec &&
           a->st_ctim.tv_nsec == b->st_ctim.tv_nsec;
}

static int open_rules(const char *path, off_t *size)
{
    struct stat before, now;
    int fd;

    if (lstat(path, &before) != 0)
        return reject(path, "%s", strerror(errno));
    if (!S_ISREG(before.st_mode))
        return reject(path, "not a regular file");
    if (before.st_uid != 0)
        return reject(path, "owned by uid %u, should be 0", (unsigned)before.st_uid);
    if (before.st_mode & (S_IWGRP | S_IWOTH))
        return reject(path, "writable by group or others");

    fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0)
        return reject(path, "%s", strerror(errno));
    if (fstat(fd, &now) != 0 || !unchanged(&before, &now)) {
        close(fd);
        return reject(path, "changed while being opened");
    }
    if (now.st_size > RULES_MAX) {
        close(fd);
        return reject(path, "too large");
    }
    *size = now.st_size;
    return fd;
}

static int add_rule(struct ruleset *set, char *line)
{
    char *sep = strchr(line, ':');
    struct rule *r;

    if (!sep)
        return -1;
    *sep++ = '\0';
    r = calloc(1, sizeof *r);
    if (!r)
        return -1;
    snprintf(r->subject, sizeof r->subject, "%s", line);
    snprintf(r->command, sizeof r->command, "%s", sep);
    r->next = set->head;
    set->head = r;
    set->count++;
    return 0;
}

int rules_load(const char *path, struct ruleset *set)
{
    off_t size, got = 0;
    char *buf, *line, *save = NULL;
    int fd = open_rules(path, &size);

    if (fd < 0)
        return -1;
    buf = malloc((size_t)size + 1);
    if (!buf) {
        close(fd);
        return -1;
    }
    while (got < size) {
        ssize_t n = read(fd, buf + got, (size_t)(size - got));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        got += n;
    }
    close(fd);
    buf[got] = '\0';
    for (line = strtok_r(buf, "\n", &save); line; line = strtok_r(NULL, "\n", &save))
        if (*line != '#' && add_rule(set, line) != 0)
            reject(path, "bad rule \"%.40s\"", line);
    free(buf);
    return 0;
}
