// RUN: %tocsin %s
// STD: gnu17
/* mqspool - housekeeping for the outgoing mail spool */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#define DEFER_DIR   "/var/spool/mqd/defer"
#define CORPSE_DIR  "/var/spool/mqd/corpse"
#define MAX_DEFER   (5L * 24 * 3600)
#define MAX_CORPSE  (14L * 24 * 3600)

struct sweep_stats {
    unsigned long seen;
    unsigned long removed;
    unsigned long skipped;
    unsigned long errors;
    off_t bytes;
};

static int queue_name_valid(const char *name)
{
    size_t n = strlen(name);

    if (n != 12)
        return 0;
    return strspn(name, "0123456789ABCDEF") == n;
}

/* Delivery agents open DEFER_DIR/<qid> read-write and rewrite the
 * recipient records in place while talking to the remote MX. */
static int expire_deferred(int dfd, const char *qid, time_t now,
                           struct sweep_stats *st)
{
    struct stat sb;

    if (fstatat(dfd, qid, &sb, AT_SYMLINK_NOFOLLOW) < 0) {
        if (errno != ENOENT)
            st->errors++;
        return -1;
    }
    if (!S_ISREG(sb.st_mode))
        return 0;
    if (sb.st_mtime + MAX_DEFER > now)
        return 0;

    syslog(LOG_INFO, "%s: expired after %ld s", qid, (long)(now - sb.st_mtime));
    if (unlinkat(dfd, qid, 0) < 0) { // EXPECT: timestamp-cleanup
        st->errors++;
        return -1;
    }
    st->removed++;
    st->bytes += sb.st_size;
    return 1;
}

static int expire_corpse(int dfd, const char *qid, time_t now,
                         struct sweep_stats *st)
{
    struct stat sb;
    int fd, rc = 0;

    fd = openat(dfd, qid, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return -1;
    if (fstat(fd, &sb) < 0 || now - sb.st_mtime < MAX_CORPSE)
        goto out;
    if (flock(fd, LOCK_EX | LOCK_NB) < 0) {
        st->skipped++;
        goto out;
    }
    if (unlinkat(dfd, qid, 0) == 0) {
        st->removed++;
        st->bytes += sb.st_size;
        rc = 1;
    } else {
        st->errors++;
    }
out:
    close(fd);
    return rc;
}

typedef int (*expire_fn)(int, const char *, time_t, struct sweep_stats *);

static int sweep(const char *path, expire_fn fn, struct sweep_stats *st)
{
    DIR *d = opendir(path);
    struct dirent *de;
    time_t now = time(NULL);

    if (d == NULL) {
        syslog(LOG_WARNING, "opendir %s: %m", path);
        return -1;
    }
    while ((de = readdir(d)) != NULL) {
        if (!queue_name_valid(de->d_name))
            continue;
        st->seen++;
        fn(dirfd(d), de->d_name, now, st);
    }
    closedir(d);
    return 0;
}

int main(void)
{
    struct sweep_stats st;

    openlog("mqspool", LOG_PID, LOG_MAIL);
    memset(&st, 0, sizeof st);
    sweep(DEFER_DIR, expire_deferred, &st);
    sweep(CORPSE_DIR, expire_corpse, &st);
    syslog(LOG_INFO, "seen=%lu removed=%lu skipped=%lu errors=%lu bytes=%lld",
           st.seen, st.removed, st.skipped, st.errors, (long long)st.bytes);
    return st.errors ? 1 : 0;
}
