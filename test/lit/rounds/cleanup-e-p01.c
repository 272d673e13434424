// RUN: %tocsin %s
// STD: gnu17
/*
 * faxspoold: housekeeping for the inbound and outbound spool areas.
 *
 * Outbound files are opened by the modem processes (one per line) while a
 * call is in progress; a long document on a bad line can take hours.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#define SPOOL_OUT   "/var/spool/fax/outgoing"
#define SPOOL_IN    "/var/spool/fax/incoming"
#define DOC_TTL     (4 * 3600)
#define DOC_GRACE   600

struct spool_stats {
    unsigned seen;
    unsigned dropped;
    unsigned kept;
};

static int is_document(const char *name)
{
    size_t n = strlen(name);

    return n > 4 && name[0] != '.' && strcmp(name + n - 4, ".tif") == 0;
}

/* Walk the outbound area once and drop documents past their life. */
static int spool_trim_outgoing(struct spool_stats *ss)
{
    DIR *d = opendir(SPOOL_OUT);
    struct dirent *de;
    struct stat st;
    time_t now = time(NULL);

    if (d == NULL) {
        syslog(LOG_ERR, "opendir %s: %s", SPOOL_OUT, strerror(errno));
        return -1;
    }
    while ((de = readdir(d)) != NULL) {
        if (!is_document(de->d_name))
            continue;
        if (fstatat(dirfd(d), de->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        if (!S_ISREG(st.st_mode))
            continue;
        ss->seen++;
        if (st.st_mtime + DOC_TTL + DOC_GRACE < now) {
            if (unlinkat(dirfd(d), de->d_name, 0) == 0) // EXPECT: timestamp-cleanup
                ss->dropped++;
            else
                syslog(LOG_WARNING, "unlink %s: %s", de->d_name, strerror(errno));
        } else {
            ss->kept++;
        }
    }
    closedir(d);
    return 0;
}

/* Receivers hold an exclusive flock on the page file until the call ends. */
static int spool_trim_incoming(struct spool_stats *ss)
{
    DIR *d = opendir(SPOOL_IN);
    struct dirent *de;
    struct stat st;
    time_t now = time(NULL);
    int fd;

    if (d == NULL)
        return -1;
    while ((de = readdir(d)) != NULL) {
        if (!is_document(de->d_name))
            continue;
        fd = openat(dirfd(d), de->d_name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
        if (fd < 0)
            continue;
        ss->seen++;
        if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
            ss->kept++;
            close(fd);
            continue;
        }
        if (fstat(fd, &st) == 0 && now - st.st_mtime > DOC_TTL) {
            if (unlinkat(dirfd(d), de->d_name, 0) == 0)
                ss->dropped++;
        }
        close(fd);
    }
    closedir(d);
    return 0;
}

int main(void)
{
    struct spool_stats out = {0, 0, 0}, in = {0, 0, 0};

    openlog("faxspoold", LOG_PID, LOG_DAEMON);
    for (;;) {
        spool_trim_outgoing(&out);
        spool_trim_incoming(&in);
        syslog(LOG_INFO, "out %u/%u in %u/%u", out.dropped, out.seen,
               in.dropped, in.seen);
        sleep(300);
    }
}
