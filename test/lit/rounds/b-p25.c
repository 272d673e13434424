// RUN: %tocsin %s
// STD: gnu17
/* lrotate: dated log rotation */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct rotate_rule {
    const char *log;
    off_t min_size;
    pid_t notify;
};

static const char *stamp(void)
{
    static char day[16];
    time_t now = time(NULL);
    struct tm tm;

    localtime_r(&now, &tm);
    strftime(day, sizeof day, "%Y%m%d", &tm);
    return day;
}

static int already_rotated(const char *log, const char *day)
{
    char archive[PATH_MAX];
    struct stat sb;

    snprintf(archive, sizeof archive, "%s-%s", log, day);
    if (lstat(archive, &sb) != 0)
        return 0;
    fprintf(stderr, "lrotate: destination %s already exists, skipping rotation\n", archive);
    return 1;
}

static int recreate(const char *log, mode_t mode)
{
    int fd = open(log, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (fd < 0)
        return errno == EEXIST ? 0 : -1;
    int rc = fchmod(fd, mode & 0777);
    close(fd);
    return rc;
}

static int rotate(const struct rotate_rule *r)
{
    char dest[PATH_MAX];
    const char *day = stamp();
    mode_t mode = 0640;
    int fd, wanted = 0;

    fd = open(r->log, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0) {
        struct stat st;
        if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
            wanted = st.st_size >= r->min_size;
            mode = st.st_mode;
        }
        close(fd);
    }
    if (!wanted)
        return 0;
    if (already_rotated(r->log, day))
        return 0;

    snprintf(dest, sizeof dest, "%s-%s", r->log, day);
    if (rename(r->log, dest) != 0) { // EXPECT: file-toctou
        fprintf(stderr, "lrotate: %s: %s\n", r->log, strerror(errno));
        return -1;
    }
    if (recreate(r->log, mode) != 0)
        fprintf(stderr, "lrotate: cannot recreate %s: %s\n", r->log, strerror(errno));
    if (r->notify > 0)
        kill(r->notify, SIGHUP);
    return 1;
}

int main(int argc, char **argv)
{
    struct rotate_rule rule = {NULL, 1 << 20, 0};
    int c, rotated = 0, rc = 0;

    while ((c = getopt(argc, argv, "s:p:")) != -1) {
        if (c == 's')
            rule.min_size = strtoll(optarg, NULL, 10);
        else if (c == 'p')
            rule.notify = (pid_t)atoi(optarg);
        else
            return 2;
    }
    for (; optind < argc; optind++) {
        rule.log = argv[optind];
        switch (rotate(&rule)) {
        case -1:
            rc = 1;
            break;
        case 1:
            rotated++;
            break;
        default:
            break;
        }
    }
    printf("%d rotated\n", rotated);
    return rc;
}
