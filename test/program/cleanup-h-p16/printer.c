// STD: gnu17
#include "claims.h"
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int print_job(int spooldir, const char *job, int device)
{
    char buf[4096];
    ssize_t n;
    int fd, rc = 0;

    if (claims_add(job) != 0)
        return 1;
    fd = openat(spooldir, job, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        claims_drop(job);
        return 2;
    }
    while ((n = read(fd, buf, sizeof buf)) > 0) {
        if (write(device, buf, (size_t)n) != n) {
            rc = 3;
            break;
        }
    }
    close(fd);
    claims_drop(job);
    return rc;
}
