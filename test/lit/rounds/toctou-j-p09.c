// RUN: %tocsin %s
// STD: gnu17
/* lpstat(1): shows what waits in a spool directory, and the daemon's submit path. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

struct queue {
    const char *dir;
    unsigned long long min_free;
};

static void print_header(const struct queue *q)
{
    struct stat st;
    char when[64] = "never";

    if (stat(q->dir, &st) == 0)
        strftime(when, sizeof when, "%F %T", localtime(&st.st_mtime));
    printf("Queue %s, last change %s\n", q->dir, when);
}

static void print_title(const char *path)
{
    char line[128] = "";
    FILE *f = fopen(path, "r");

    if (f == NULL) {
        if (errno == ENOENT)
            printf("    (gone)\n");
        else if (access(path, R_OK) != 0)
            printf("    (not yours)\n");
        return;
    }
    if (fgets(line, sizeof line, f))
        printf("    %s", line);
    fclose(f);
}

static int print_queue(const struct queue *q)
{
    DIR *d = opendir(q->dir);
    struct dirent *e;
    unsigned long long total = 0;
    char path[PATH_MAX];

    if (!d) {
        perror(q->dir);
        return 1;
    }
    print_header(q);
    while ((e = readdir(d)) != NULL) {
        struct stat st;

        if (strncmp(e->d_name, "cf", 2) != 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", q->dir, e->d_name);
        if (lstat(path, &st) == 0) {
            printf("%-14s %10lld bytes\n", e->d_name, (long long)st.st_size);
            total += (unsigned long long)st.st_size;
        } else {
            printf("%-14s %10s\n", e->d_name, "?");
        }
        print_title(path);
    }
    closedir(d);
    printf("total %llu bytes\n", total);
    return 0;
}

static int submit(const struct queue *q, unsigned id, const char *title)
{
    char path[PATH_MAX];
    struct statvfs vfs;
    int fd;

    if (statvfs(q->dir, &vfs) == 0
        && (unsigned long long)vfs.f_bavail * vfs.f_frsize < q->min_free) {
        fprintf(stderr, "%s: disk almost full\n", q->dir);
        return -ENOSPC;
    }
    do {
        snprintf(path, sizeof path, "%s/cf%06u", q->dir, id++ % 1000000);
        fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
    } while (fd < 0 && errno == EEXIST);
    if (fd < 0)
        return -errno;
    dprintf(fd, "%s\n", title);
    return close(fd) < 0 ? -errno : 0;
}

static int cancel(const struct queue *q, const char *job)
{
    char path[PATH_MAX];

    snprintf(path, sizeof path, "%s/%s", q->dir, job);
    if (unlink(path) < 0 && errno != ENOENT) {
        perror(path);
        return 1;
    }
    return 0;
}

int main(int argc, char **argv)
{
    struct queue q = { "/var/spool/lpx", 16ull << 20 };

    if (argc > 2 && strcmp(argv[1], "-r") == 0)
        return cancel(&q, argv[2]);
    if (argc > 2 && strcmp(argv[1], "-t") == 0)
        return submit(&q, (unsigned)time(NULL), argv[2]) != 0;
    return print_queue(&q);
}
