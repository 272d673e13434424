// RUN: %tocsin %s
// STD: gnu17
/*
 * qsubmit - hand a file to the print queue.  Installed setuid root so that
 * it may write below the spool directory.
 */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SPOOL "/var/spool/qd"

struct request {
    const char *printer;
    int copies;
    int banner;
};

static const char *progname = "qsubmit";

static void complain(const char *fmt, ...)
{
    va_list ap;

    fprintf(stderr, "%s: ", progname);
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
    fputc('\n', stderr);
}

static int copy_fd(int from, int to)
{
    char block[16384];
    ssize_t got;

    while ((got = read(from, block, sizeof block)) > 0) {
        char *p = block;
        while (got > 0) {
            ssize_t put = write(to, p, (size_t)got);
            if (put < 0) {
                if (errno == EINTR)
                    continue;
                return -1;
            }
            p += put;
            got -= put;
        }
    }
    return got < 0 ? -1 : 0;
}

static int submit(const struct request *rq, const char *file, unsigned seq)
{
    char job[PATH_MAX];
    struct stat st;
    int in, out, rc;

    if (access(file, R_OK) != 0) {
        complain("cannot read %s: %s", file, strerror(errno));
        return -1;
    }
    if (snprintf(job, sizeof job, SPOOL "/%s/df%05u", rq->printer, seq) >= (int)sizeof job) {
        complain("printer name too long");
        return -1;
    }

    in = open(file, O_RDONLY | O_NOCTTY); // EXPECT: file-toctou
    if (in < 0) {
        complain("%s: %s", file, strerror(errno));
        return -1;
    }
    if (fstat(in, &st) == 0 && st.st_size == 0) {
        complain("%s: empty file, not queued", file);
        close(in);
        return -1;
    }

    out = open(job, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0640);
    if (out < 0) {
        complain("%s: %s", job, strerror(errno));
        close(in);
        return -1;
    }
    rc = copy_fd(in, out);
    if (rc == 0 && fchown(out, getuid(), (gid_t)-1) != 0)
        rc = -1;
    close(in);
    close(out);
    if (rc != 0)
        unlink(job);
    return rc;
}

int main(int argc, char **argv)
{
    struct request rq = {"default", 1, 1};
    unsigned seq = (unsigned)getpid();
    int c, failures = 0;

    while ((c = getopt(argc, argv, "P:#:h")) != -1) {
        switch (c) {
        case 'P':
            if (strchr(optarg, '/')) {
                complain("bad printer name");
                return 2;
            }
            rq.printer = optarg;
            break;
        case '#':
            rq.copies = atoi(optarg);
            break;
        case 'h':
            rq.banner = 0;
            break;
        default:
            return 2;
        }
    }
    for (; optind < argc; optind++)
        if (submit(&rq, argv[optind], seq++) != 0)
            failures++;
    return failures != 0;
}
