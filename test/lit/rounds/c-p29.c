// RUN: %tocsin %s
// STD: gnu17
/* rptlog: set-uid helper that appends a report to a file named by the caller */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static uid_t privileged;

static void become_user(void)
{
    if (seteuid(getuid()) < 0)
        err(1, "seteuid");
}

static void become_root(void)
{
    if (seteuid(privileged) < 0)
        err(1, "seteuid back");
}

static int open_report(const char *file)
{
    struct stat st;
    int fd, saved;

    become_user();
    if (stat(file, &st) == 0 && !S_ISREG(st.st_mode)) {
        become_root();
        errno = EINVAL;
        return -1;
    }
    fd = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    saved = errno;
    become_root();
    errno = saved;
    return fd;
}

static int collect(int to)
{
    char line[256];
    FILE *in = fopen("/proc/net/dev", "r");

    if (!in)
        return -1;
    while (fgets(line, sizeof line, in))
        if (dprintf(to, "%s", line) < 0)
            break;
    fclose(in);
    return 0;
}

int main(int argc, char **argv)
{
    int fd, rc;

    privileged = geteuid();
    if (argc != 2)
        errx(2, "usage: rptlog FILE");
    fd = open_report(argv[1]);
    if (fd < 0)
        err(1, "%s", argv[1]);
    rc = collect(fd);
    if (close(fd) < 0)
        err(1, "close");
    return rc < 0;
}
