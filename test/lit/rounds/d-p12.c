// RUN: %tocsin %s
// STD: gnu17
/* logroll: picks the next free archive number and writes the compressed log there */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static int next_archive(const char *base, char *name, size_t cap)
{
    struct stat st;
    for (int i = 1; i < 1000; i++) {
        int fd;
        snprintf(name, cap, "%s.%d", base, i);
        if (stat(name, &st) == 0)
            continue;
        fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
        if (fd >= 0)
            return fd;
        if (errno != EEXIST)
            return -1;
    }
    errno = ENOSPC;
    return -1;
}

static int mark_done(const char *base)
{
    char path[512];
    struct stat st;
    FILE *f;

    snprintf(path, sizeof path, "%s.hold", base);
    if (stat(path, &st) == 0)
        return 1;
    snprintf(path, sizeof path, "%s.stamp", base);
    f = fopen(path, "w");
    if (!f)
        return -1;
    fputs("rolled\n", f);
    return fclose(f);
}

int main(int argc, char **argv)
{
    char name[512], buf[4096];
    ssize_t n;
    int fd;
    if (argc != 2)
        return 2;
    if ((fd = next_archive(argv[1], name, sizeof name)) < 0) {
        perror(argv[1]);
        return 1;
    }
    while ((n = read(0, buf, sizeof buf)) > 0)
        if (write(fd, buf, (size_t)n) != n)
            return 1;
    if (fchmod(fd, 0440) < 0 || close(fd) < 0)
        return 1;
    return mark_done(argv[1]) < 0;
}
