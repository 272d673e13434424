// RUN: %tocsin %s
// STD: gnu17
/* Fax gateway: drops documents from the outgoing spool that were never sent. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum claim_result { CLAIM_OK, CLAIM_BUSY, CLAIM_GONE };

struct spool {
    int dirfd;
    const char *path;
    time_t max_age;
    unsigned expired, busy;
};

static int set_lock(int fd, short type)
{
    struct flock fl = {.l_type = type, .l_whence = SEEK_SET};
    return fcntl(fd, F_OFD_SETLK, &fl);
}

/*
 * Takes the document for this process. The senders use the same call, so the
 * holder of the lock is the only one that works on the document; the name is
 * looked up again once the lock is held, in case it was replaced meanwhile.
 */
static enum claim_result spool_claim(struct spool *sp, const char *name, int *out, struct stat *st)
{
    struct stat again;
    int fd = openat(sp->dirfd, name, O_RDWR | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0)
        return errno == ENOENT ? CLAIM_GONE : CLAIM_BUSY;
    if (set_lock(fd, F_WRLCK) != 0) {
        close(fd);
        return CLAIM_BUSY;
    }
    if (fstat(fd, st) != 0 || fstatat(sp->dirfd, name, &again, AT_SYMLINK_NOFOLLOW) != 0 ||
        st->st_ino != again.st_ino || st->st_dev != again.st_dev) {
        close(fd);
        return CLAIM_GONE;
    }
    *out = fd;
    return CLAIM_OK;
}

static bool is_document(const struct dirent *d)
{
    size_t n = strlen(d->d_name);
    return d->d_name[0] != '.' && n > 4 && strcmp(d->d_name + n - 4, ".fax") == 0;
}

static int spool_send(struct spool *sp, const char *name, int line_fd)
{
    struct stat st;
    char page[4096];
    ssize_t n;
    int fd;

    if (spool_claim(sp, name, &fd, &st) != CLAIM_OK)
        return -1;
    while ((n = read(fd, page, sizeof page)) > 0)
        if (write(line_fd, page, (size_t)n) != n)
            break;
    if (n == 0)
        unlinkat(sp->dirfd, name, 0);
    close(fd);
    return n == 0 ? 0 : -1;
}

static void expire_document(struct spool *sp, const char *name, time_t now)
{
    struct stat st;
    int fd;

    switch (spool_claim(sp, name, &fd, &st)) {
    case CLAIM_BUSY:
        sp->busy++;
        return;
    case CLAIM_GONE:
        return;
    case CLAIM_OK:
        break;
    }
    if (difftime(now, st.st_mtime) > (double)sp->max_age) {
        if (unlinkat(sp->dirfd, name, 0) == 0)
            sp->expired++;
        else
            fprintf(stderr, "%s/%s: %s\n", sp->path, name, strerror(errno));
    }
    close(fd);
}

static int spool_expire(struct spool *sp)
{
    time_t now = time(NULL);
    int fd = dup(sp->dirfd);
    DIR *d = fd < 0 ? NULL : fdopendir(fd);

    if (!d) {
        if (fd >= 0)
            close(fd);
        return -errno;
    }
    rewinddir(d);
    for (struct dirent *e; (e = readdir(d)) != NULL;)
        if (is_document(e))
            expire_document(sp, e->d_name, now); // EXPECT-NOISE: timestamp-cleanup
    closedir(d);
    return 0;
}

int main(int argc, char **argv)
{
    struct spool sp = {.path = argc > 1 ? argv[1] : "/var/spool/fax/out", .max_age = 3 * 86400};

    sp.dirfd = open(sp.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (sp.dirfd < 0) {
        fprintf(stderr, "%s: %s\n", sp.path, strerror(errno));
        return 1;
    }
    if (argc > 2)
        return spool_send(&sp, argv[2], STDOUT_FILENO) == 0 ? 0 : 1;
    int rc = spool_expire(&sp);
    printf("expired %u, busy %u\n", sp.expired, sp.busy);
    close(sp.dirfd);
    return rc < 0;
}
