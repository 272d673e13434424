// RUN: %tocsin %s
// STD: gnu17
/* pkgindex: serialises index rebuilds between several publishing hosts (NFS) */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define LOCK_NAME     ".index.lock"
#define LOCK_STALE    600
#define LOCK_RETRIES  30

struct repo {
    char root[PATH_MAX - 64];
    char lock[PATH_MAX];
    int  locked;
};

static int write_owner(int fd)
{
    char host[128], buf[192];
    int n;

    if (gethostname(host, sizeof host) < 0)
        strcpy(host, "unknown");
    host[sizeof host - 1] = '\0';
    n = snprintf(buf, sizeof buf, "%s %ld\n", host, (long)getpid());
    return write(fd, buf, n) == n ? 0 : -1;
}

static void report_holder(const char *path)
{
    char line[192];
    FILE *f = fopen(path, "r");

    if (f == NULL)
        return;
    if (fgets(line, sizeof line, f))
        fprintf(stderr, "pkgindex: lock held by %s", line);
    fclose(f);
}

static int repo_open(struct repo *r, const char *root)
{
    if (strlen(root) >= sizeof r->root)
        return -ENAMETOOLONG;
    strcpy(r->root, root);
    snprintf(r->lock, sizeof r->lock, "%s/%s", root, LOCK_NAME);
    r->locked = 0;
    return 0;
}

static int repo_lock(struct repo *r)
{
    struct stat st;
    int tries, fd;

    for (tries = 0; tries < LOCK_RETRIES; tries++) {
        fd = open(r->lock, O_CREAT | O_EXCL | O_WRONLY, 0644);
        if (fd >= 0) {
            if (write_owner(fd) < 0) {
                close(fd);
                unlink(r->lock);
                return -EIO;
            }
            close(fd);
            r->locked = 1;
            return 0;
        }
        if (errno != EEXIST)
            return -errno;

        if (stat(r->lock, &st) == 0 &&
            difftime(time(NULL), st.st_mtime) > LOCK_STALE) {
            report_holder(r->lock);
            unlink(r->lock); // EXPECT: timestamp-cleanup
            continue;
        }
        sleep(2);
    }
    return -EBUSY;
}

static void repo_unlock(struct repo *r)
{
    if (r->locked) {
        unlink(r->lock);
        r->locked = 0;
    }
}

static int rebuild_index(const struct repo *r)
{
    char tmp[PATH_MAX], dst[PATH_MAX];
    FILE *f;

    snprintf(tmp, sizeof tmp, "%s/index.new", r->root);
    snprintf(dst, sizeof dst, "%s/index", r->root);
    f = fopen(tmp, "w");
    if (f == NULL)
        return -errno;
    fprintf(f, "serial %ld\n", (long)time(NULL));
    if (fclose(f) != 0)
        return -EIO;
    return rename(tmp, dst) < 0 ? -errno : 0;
}

int main(int argc, char **argv)
{
    struct repo r;
    int rc;

    if (argc != 2 || repo_open(&r, argv[1]) < 0)
        return 2;
    rc = repo_lock(&r);
    if (rc < 0) {
        fprintf(stderr, "pkgindex: %s: %s\n", r.lock, strerror(-rc));
        return 1;
    }
    rc = rebuild_index(&r);
    repo_unlock(&r);
    return rc ? 1 : 0;
}
