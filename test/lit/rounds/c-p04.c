// RUN: %tocsin %s
// STD: gnu17
/* tapesend: set-uid root helper, streams a user's file to the tape device */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define TAPE "/dev/nst0"
#define BLK  32768

static int copy_blocks(int from, int to)
{
    static char blk[BLK];
    ssize_t n;

    while ((n = read(from, blk, sizeof blk)) > 0) {
        if (n < BLK)
            memset(blk + n, 0, (size_t)(BLK - n));
        if (write(to, blk, BLK) != BLK)
            return -1;
    }
    return n < 0 ? -1 : 0;
}

static int send_one(const char *name, int tape)
{
    int in, rc;

    /* the real user has to be allowed to see it, we are root here */
    if (access(name, R_OK) < 0) {
        warn("%s", name);
        return -1;
    }
    in = open(name, O_RDONLY | O_CLOEXEC); // EXPECT-MISS: file-toctou
    if (in < 0) {
        warn("open %s", name);
        return -1;
    }
    rc = copy_blocks(in, tape);
    if (rc < 0)
        warn("copy of %s", name);
    close(in);
    return rc;
}

int main(int argc, char *argv[])
{
    int bad = 0;

    if (geteuid() != 0)
        errx(1, "must be installed set-user-id root");
    if (argc < 2)
        errx(2, "usage: tapesend FILE...");

    int tape = open(TAPE, O_WRONLY | O_CLOEXEC);
    if (tape < 0)
        err(1, "%s", TAPE);
    for (int i = 1; i < argc; i++)
        if (send_one(argv[i], tape) < 0)
            bad++;
    close(tape);
    if (setuid(getuid()) < 0)
        err(1, "setuid");
    fprintf(stderr, "%d of %d sent\n", argc - 1 - bad, argc - 1);
    return bad != 0;
}
