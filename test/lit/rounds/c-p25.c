// RUN: %tocsin %s
// STD: gnu17
/* leasefile: first start of an address server writes the default lease table */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOCKNAME  "/var/lib/leased/.lock"
#define TABLE     "/var/lib/leased/leases"

static int take_lock(void)
{
    int fd = open(LOCKNAME, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

    if (fd < 0)
        return -1;
    while (flock(fd, LOCK_EX) < 0) {
        if (errno != EINTR) {
            close(fd);
            return -1;
        }
    }
    return fd;
}

static int write_defaults(FILE *out)
{
    static const char *const lines[] = {
        "# leases, version 2",
        "pool 10.0.0.16 10.0.0.250",
        "time 86400",
    };

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (fprintf(out, "%s\n", lines[i]) < 0)
            return -1;
    return 0;
}

int main(void)
{
    int status = 0;
    int lock = take_lock();

    if (lock < 0) {
        perror(LOCKNAME);
        return 1;
    }
    if (access(TABLE, F_OK) < 0 && errno == ENOENT) {
        FILE *out = fopen(TABLE, "w");

        if (out == NULL) {
            perror(TABLE);
            status = 1;
        } else {
            if (write_defaults(out) < 0)
                status = 1;
            if (fclose(out) != 0)
                status = 1;
        }
    }
    close(lock); /* releases the lock */
    return status;
}
