// RUN: %tocsin %s
// STD: gnu17
/* spoolkeeper - housekeeping task of the submission agent.
 *
 * The MTA front ends drop messages into <spool>/incoming as df<id>/qf<id>
 * pairs; queue runners open them by name and deliver.  */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

struct spool_opts {
    const char *root;
    long        max_age;       /* seconds */
    int         dry_run;
};

struct spool_stats {
    unsigned scanned;
    unsigned removed;
    unsigned failed;
    long long bytes;
};

static int is_queue_name(const char *n)
{
    return (n[0] == 'd' || n[0] == 'q') && n[1] == 'f' && n[2] != '\0';
}

static int sweep_queue(const struct spool_opts *o, const char *queue,
                       struct spool_stats *st)
{
    char path[4096];
    struct dirent *de;
    DIR *d;
    int dfd;
    time_t now = time(NULL);

    if (snprintf(path, sizeof path, "%s/%s", o->root, queue) >= (int)sizeof path)
        return -ENAMETOOLONG;
    d = opendir(path);
    if (d == NULL)
        return -errno;
    dfd = dirfd(d);

    while ((de = readdir(d)) != NULL) {
        struct stat sb;

        if (!is_queue_name(de->d_name))
            continue;
        st->scanned++;
        if (fstatat(dfd, de->d_name, &sb, AT_SYMLINK_NOFOLLOW) < 0) {
            if (errno != ENOENT)
                st->failed++;
            continue;
        }
        if (!S_ISREG(sb.st_mode))
            continue;
        if (sb.st_mtime + o->max_age > now)
            continue;
        if (o->dry_run) {
            syslog(LOG_INFO, "would remove %s/%s", queue, de->d_name);
            continue;
        }
        if (unlinkat(dfd, de->d_name, 0) < 0) { // EXPECT: timestamp-cleanup
            syslog(LOG_WARNING, "unlink %s/%s: %m", queue, de->d_name);
            st->failed++;
        } else {
            st->removed++;
            st->bytes += sb.st_size;
        }
    }
    closedir(d);
    return 0;
}

int main(int argc, char **argv)
{
    static const char *const queues[] = { "incoming", "deferred", "hold", NULL };
    struct spool_opts o = { "/var/spool/submitd", 5 * 86400L, 0 };
    struct spool_stats st;
    int i, rc = 0;

    if (argc > 1)
        o.root = argv[1];
    if (argc > 2 && strcmp(argv[2], "-n") == 0)
        o.dry_run = 1;

    openlog("spoolkeeper", LOG_PID, LOG_MAIL);
    memset(&st, 0, sizeof st);
    for (i = 0; queues[i] != NULL; i++)
        if (sweep_queue(&o, queues[i], &st) < 0)
            rc = 1;
    syslog(LOG_INFO, "scanned %u removed %u failed %u bytes %lld",
           st.scanned, st.removed, st.failed, st.bytes);
    return rc;
}
