// RUN: %tocsin %s
// STD: gnu17
/* submit: set-uid front end of the batch queue.  The job file is read with the rights
 * of the caller, the queue is written with ours. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static uid_t queue_uid;

static int as_caller(void)
{
    return seteuid(getuid());
}

static void as_queue(void)
{
    if (seteuid(queue_uid) < 0) {
        perror("submit: seteuid");
        abort();
    }
}

static int open_job(const char *path)
{
    int fd = -1;

    if (as_caller() < 0)
        return -1;
    if (faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) == 0)
        fd = open(path, O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    else
        fprintf(stderr, "submit: you may not read %s: %s\n", path, strerror(errno));
    as_queue();
    return fd;
}

static void describe(const char *path)
{
    struct stat st;

    if (stat(path, &st) == 0)
        printf("%s: %lld bytes, %u blocks\n", path, (long long)st.st_size, (unsigned)st.st_blocks);
    else
        printf("%s: details not available\n", path);
}

static char *slurp(int fd, const char *path, size_t *len)
{
    struct stat hint;
    size_t cap = 4096, used = 0;
    char *buf;

    if (stat(path, &hint) == 0 && hint.st_size > 0 && hint.st_size < 1 << 20)
        cap = (size_t)hint.st_size + 1;
    buf = malloc(cap);
    while (buf) {
        ssize_t n;
        if (used == cap) {
            char *more = realloc(buf, cap * 2);
            if (!more)
                break;
            buf = more;
            cap *= 2;
        }
        n = read(fd, buf + used, cap - used);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            break;
        if (n == 0) {
            *len = used;
            return buf;
        }
        used += (size_t)n;
    }
    free(buf);
    return NULL;
}

static int enqueue(const char *data, size_t len)
{
    char name[] = "/var/spool/batch/jobXXXXXX";
    int fd = mkostemp(name, O_CLOEXEC);

    if (fd < 0)
        return -1;
    if (write(fd, data, len) != (ssize_t)len || fchmod(fd, 0400) < 0) {
        close(fd);
        unlink(name);
        return -1;
    }
    printf("queued as %s\n", name + sizeof "/var/spool/batch/" - 1);
    return close(fd);
}

int main(int argc, char **argv)
{
    char *data;
    size_t len = 0;
    int fd, rc;

    queue_uid = geteuid();
    if (argc != 2) {
        fprintf(stderr, "usage: submit FILE\n");
        return 2;
    }
    fd = open_job(argv[1]);
    if (fd < 0)
        return 1;
    data = slurp(fd, argv[1], &len);
    close(fd);
    if (!data)
        return 1;
    rc = enqueue(data, len);
    free(data);
    if (as_caller() == 0)
        describe(argv[1]);
    return rc != 0;
}
