// RUN: %tocsin %s
// STD: gnu17
/* qsub: hands a user's file to the print queue.  Installed setuid root. */
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define SPOOL "/var/spool/qprint"

static uid_t lp_uid;
static gid_t lp_gid;

static void fatal(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    fputs("qsub: ", stderr);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
    exit(1);
}

/* Would the invoking user be able to read this file? */
static int may_read(const char *file)
{
    if (access(file, R_OK) == -1)
        return 0;
    return 1;
}

static int copy_fd(int in, int out)
{
    char buf[8192];
    ssize_t n;

    while ((n = read(in, buf, sizeof buf)) > 0)
        if (write(out, buf, (size_t)n) != n)
            return -1;
    return n < 0 ? -1 : 0;
}

static void queue_data(const char *file, int seq)
{
    char df[128];
    int in, out;

    if (!may_read(file))
        fatal("%s: permission denied", file);

    snprintf(df, sizeof df, SPOOL "/df%04d", seq);
    out = open(df, O_WRONLY | O_CREAT | O_EXCL, 0600);
    if (out < 0)
        fatal("%s: %s", df, strerror(errno));
    if ((in = open(file, O_RDONLY)) < 0) // EXPECT: file-toctou
        fatal("%s: %s", file, strerror(errno));
    if (copy_fd(in, out) != 0 || fchown(out, lp_uid, lp_gid) != 0)
        fatal("%s: %s", df, strerror(errno));
    close(in);
    close(out);
}

static void queue_control(const char *user, int seq)
{
    char cf[128];
    FILE *fp;
    int fd;

    snprintf(cf, sizeof cf, SPOOL "/cf%04d", seq);
    fd = creat(cf, 0640);
    if (fd < 0)
        fatal("%s: %s", cf, strerror(errno));
    fp = fdopen(fd, "w");
    if (!fp)
        fatal("out of memory");
    fprintf(fp, "P%s\nNdf%04d\n", user, seq);
    if (fclose(fp) != 0)
        fatal("%s: write error", cf);
    if (chown(cf, lp_uid, lp_gid) != 0) // EXPECT: create-then-name
        fatal("%s: %s", cf, strerror(errno));
}

int main(int argc, char **argv)
{
    struct passwd *pw;
    int i;

    pw = getpwnam("lp");
    if (!pw)
        fatal("no lp user");
    lp_uid = pw->pw_uid;
    lp_gid = pw->pw_gid;
    pw = getpwuid(getuid());
    if (!pw)
        fatal("who are you?");
    for (i = 1; i < argc; i++) {
        queue_data(argv[i], (int)getpid() % 10000 + i);
        queue_control(pw->pw_name, (int)getpid() % 10000 + i);
    }
    return 0;
}
