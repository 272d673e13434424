// STD: gnu17
#include "fw.h"
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

/* Streams an image to a device; runs for minutes over slow links. */
int fw_flash(int devfd, const char *path)
{
    char buf[4096];
    ssize_t n;
    int fd, rc = 0;
    if (fw_claim(path) != 0)
        return -1;
    fd = open(path, O_RDONLY);
    if (fd < 0) {
        fw_unclaim(path);
        return -1;
    }
    while ((n = read(fd, buf, sizeof buf)) > 0)
        if (write(devfd, buf, (size_t)n) != n) {
            rc = -1;
            break;
        }
    close(fd);
    fw_unclaim(path);
    return rc;
}
