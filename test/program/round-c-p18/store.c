#include "share.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

long share_overwrite(const struct share *sh, const char *name, const void *buf, size_t len)
{
    char real[PATH_MAX];
    ssize_t n;
    int fd, rc;

    if (sh->readonly)
        return -EROFS;
    rc = share_resolve(sh, name, real);
    if (rc < 0)
        return rc;
    fd = open(real, O_WRONLY | O_TRUNC | O_CLOEXEC); // EXPECT: file-toctou
    if (fd < 0)
        return -errno;
    n = write(fd, buf, len);
    if (n < 0)
        n = -errno;
    if (close(fd) < 0 && n >= 0)
        n = -errno;
    return (long)n;
}

int main(int argc, char **argv)
{
    struct share sh;
    char name[256], text[1024];

    if (argc != 2 || share_init(&sh, argv[1], 0) < 0)
        return 2;
    while (scanf("%255s %1023s", name, text) == 2) {
        long rc = share_overwrite(&sh, name, text, strlen(text));
        printf("%s %ld\n", rc < 0 ? "ERR" : "OK", rc < 0 ? -rc : rc);
    }
    return 0;
}
