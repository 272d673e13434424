// RUN: %tocsin %s
// STD: gnu17
/* printd - spool directory housekeeping */
#define _GNU_SOURCE
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

#define SPOOL_DATA_PREFIX "df"
#define SPOOL_CTRL_PREFIX "cf"

struct spool {
    const char *root;
    int         dirfd;
    long        keep_seconds;
    unsigned    removed;
    unsigned    kept;
};

static int spool_open(struct spool *sp, const char *root, long keep)
{
    memset(sp, 0, sizeof *sp);
    sp->root = root;
    sp->keep_seconds = keep;
    sp->dirfd = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (sp->dirfd < 0) {
        syslog(LOG_ERR, "spool %s: %s", root, strerror(errno));
        return -1;
    }
    return 0;
}

/* Data files belong to the filter pipeline, which opens them by name. */
static int sweep_data_entry(struct spool *sp, const char *name, time_t expire)
{
    struct stat st;

    if (fstatat(sp->dirfd, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
        return errno == ENOENT ? 0 : -1;
    if (!S_ISREG(st.st_mode))
        return 0;
    if (st.st_mtime > expire) {
        sp->kept++;
        return 0;
    }
    if (unlinkat(sp->dirfd, name, 0) < 0) { // EXPECT: timestamp-cleanup
        syslog(LOG_WARNING, "unlink %s/%s: %s", sp->root, name, strerror(errno));
        return -1;
    }
    sp->removed++;
    return 0;
}

/* Control files are flocked by the scheduler for as long as the job is queued or printing. */
static int sweep_control_entry(struct spool *sp, const char *name, time_t expire)
{
    struct stat st;
    int fd, rc = 0;

    fd = openat(sp->dirfd, name, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT ? 0 : -1;
    if (flock(fd, LOCK_EX | LOCK_NB) < 0) {
        sp->kept++;
        goto out;
    }
    if (fstat(fd, &st) < 0 || st.st_mtime > expire)
        goto out;
    rc = unlinkat(sp->dirfd, name, 0);
    if (rc == 0)
        sp->removed++;
out:
    close(fd);
    return rc;
}

int spool_sweep(struct spool *sp)
{
    DIR *d;
    struct dirent *de;
    time_t expire = time(NULL) - sp->keep_seconds;
    int errors = 0;

    d = fdopendir(dup(sp->dirfd));
    if (!d)
        return -1;
    rewinddir(d);
    while ((de = readdir(d)) != NULL) {
        if (strncmp(de->d_name, SPOOL_DATA_PREFIX, 2) == 0)
            errors += sweep_data_entry(sp, de->d_name, expire) < 0;
        else if (strncmp(de->d_name, SPOOL_CTRL_PREFIX, 2) == 0)
            errors += sweep_control_entry(sp, de->d_name, expire) < 0;
    }
    closedir(d);
    return errors ? -1 : 0;
}

int main(int argc, char **argv)
{
    struct spool sp;
    const char *root = argc > 1 ? argv[1] : "/var/spool/printd";

    openlog("printd-sweep", LOG_PID, LOG_LPR);
    if (spool_open(&sp, root, 3L * 86400) < 0)
        return 1;
    if (spool_sweep(&sp) < 0)
        syslog(LOG_NOTICE, "sweep of %s finished with errors", root);
    syslog(LOG_INFO, "%u removed, %u kept", sp.removed, sp.kept);
    close(sp.dirfd);
    return 0;
}
