// RUN: %tocsin %s
// STD: gnu17
/* mbox delivery agent: dot-lock handling and spool upkeep */
#define _XOPEN_SOURCE 700
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define STALE_LOCK_SECS (5 * 60)
#define LOCK_RETRIES    12
#define KEEP_BODY_SECS  (3 * 24 * 3600)

static time_t body_cutoff;
static int    nremoved;

static int write_pid(int fd)
{
    char buf[32];
    int n = snprintf(buf, sizeof buf, "%ld\n", (long)getpid());
    return write(fd, buf, (size_t)n) == n ? 0 : -1;
}

int dotlock_acquire(const char *mbox, char *lockname, size_t len)
{
    struct stat sb;
    int fd, tries;

    snprintf(lockname, len, "%s.lock", mbox);
    for (tries = 0; tries < LOCK_RETRIES; tries++) {
        fd = open(lockname, O_WRONLY | O_CREAT | O_EXCL, 0600);
        if (fd >= 0) {
            int rc = write_pid(fd);
            close(fd);
            return rc;
        }
        if (errno != EEXIST)
            return -1;
        if (stat(lockname, &sb) == 0) {
            time_t held = time(NULL) - sb.st_mtime;
            if (held > STALE_LOCK_SECS) {
                fprintf(stderr, "breaking lock %s held %lds\n", lockname, (long)held);
                unlink(lockname); // EXPECT: timestamp-cleanup
                continue;
            }
        }
        sleep(5);
    }
    errno = EAGAIN;
    return -1;
}

void dotlock_release(const char *lockname)
{
    unlink(lockname);
}

int deliver(const char *mbox, const char *body)
{
    char lock[1024], line[4096];
    FILE *in, *out;

    if (dotlock_acquire(mbox, lock, sizeof lock) < 0)
        return -1;
    in = fopen(body, "r");
    out = fopen(mbox, "a");
    if (in && out)
        while (fgets(line, sizeof line, in))
            fputs(line, out);
    if (in)
        fclose(in);
    if (out)
        fclose(out);
    dotlock_release(lock);
    return in && out ? 0 : -1;
}

static int visit_body(const char *path, const struct stat *sb, int type, struct FTW *ftw)
{
    (void)ftw;
    if (type != FTW_F)
        return 0;
    if (sb->st_mtime >= body_cutoff)
        return 0;
    if (unlink(path) == 0) // EXPECT: timestamp-cleanup
        nremoved++;
    else
        fprintf(stderr, "spool: %s: %s\n", path, strerror(errno));
    return 0;
}

int spool_prune(const char *dir)
{
    body_cutoff = time(NULL) - KEEP_BODY_SECS;
    nremoved = 0;
    if (nftw(dir, visit_body, 16, FTW_PHYS) < 0)
        return -1;
    return nremoved;
}
