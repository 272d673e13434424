// RUN: %tocsin %s
// STD: gnu17
/* crontab-like editor: makes a working copy for the user's editor */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct edit {
    char work[PATH_MAX];
    int fd;
};

static const char *scratch_dir(void)
{
    const char *d = getenv("TMPDIR");
    return d && *d ? d : "/tmp";
}

static int open_work(struct edit *e)
{
    int n = snprintf(e->work, sizeof e->work, "%s/schedtab.XXXXXX", scratch_dir());

    if (n < 0 || (size_t)n >= sizeof e->work) {
        errno = ENAMETOOLONG;
        return -1;
    }
    if (mktemp(e->work)[0] == '\0')
        return -1;
    e->fd = open(e->work, O_RDWR | O_CREAT | O_TRUNC, 0600); // EXPECT: temp-name
    return e->fd < 0 ? -1 : 0;
}

static int seed(struct edit *e, FILE *current)
{
    char buf[4096];
    size_t n;

    while ((n = fread(buf, 1, sizeof buf, current)) > 0)
        if (write(e->fd, buf, n) != (ssize_t)n)
            return -1;
    if (ferror(current))
        return -1;
    return lseek(e->fd, 0, SEEK_SET) < 0 ? -1 : 0;
}

int main(void)
{
    struct edit e = { .fd = -1 };
    int status = EXIT_FAILURE;

    if (open_work(&e) < 0) {
        perror("schedtab: scratch file");
        goto out;
    }
    if (seed(&e, stdin) < 0) {
        perror("schedtab: copy");
        goto out;
    }
    printf("%s\n", e.work);
    status = EXIT_SUCCESS;
out:
    if (e.fd >= 0)
        close(e.fd);
    return status;
}
