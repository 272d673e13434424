// RUN: %tocsin %s
// STD: gnu17
/* artgc - nightly collector of the build farm's artefact store.
 *
 * Builders on the same host resolve digests against the store and check the
 * objects out later, when the sandbox of the job is assembled.  Uploaders
 * stream into staging/ and keep the upload file locked until it is committed;
 * an upload that broke off can be resumed for some hours.  Log writers lock
 * their file as long as they have it open. */
#include <errno.h>
#include <fcntl.h>
#include <dirent.h>
#include <fts.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct store {
    char objects[256];
    int staging_fd;
    int logs_fd;
    time_t object_retention;
    uint64_t staging_limit;
    uint64_t log_limit;
};

/* Builder side: the scheduler asks first, the sandbox helper links later. */
int artefact_present(const struct store *s, const char *digest)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%.2s/%s", s->objects, digest, digest + 2);
    return access(path, R_OK) == 0;
}

int artefact_checkout(const struct store *s, const char *digest, const char *dest)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%.2s/%s", s->objects, digest, digest + 2);
    return link(path, dest) == 0 ? 0 : -errno;
}

/* Uploader side.  The client's modification time is kept on the file so that
 * make-like tools see the dates of the machine the artefact came from. */
int upload_begin(const struct store *s, const char *name, const struct timespec *client_mtime)
{
    for (;;) {
        struct stat st;
        int fd = openat(s->staging_fd, name, O_RDWR | O_CREAT | O_CLOEXEC, 0640);
        if (fd < 0)
            return -errno;
        if (flock(fd, LOCK_EX) == 0 && fstat(fd, &st) == 0 && st.st_nlink > 0) {
            struct timespec tv[2] = { { .tv_nsec = UTIME_OMIT }, *client_mtime };
            futimens(fd, tv);
            return fd;
        }
        close(fd);
    }
}

static int own_entry(int dirfd, const char *name, struct stat *st)
{
    int fd = openat(dirfd, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return -1;
    if (flock(fd, LOCK_EX | LOCK_NB) != 0 || fstat(fd, st) != 0 || !S_ISREG(st->st_mode)) {
        close(fd);
        return -1;
    }
    return fd;
}

static long gc_objects(struct store *s, time_t now)
{
    char *roots[] = { s->objects, NULL };
    long dropped = 0;
    FTSENT *ent;
    FTS *tree = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);

    if (!tree)
        return -errno;
    while ((ent = fts_read(tree)) != NULL) {
        if (ent->fts_info != FTS_F)
            continue;
        if (difftime(now, ent->fts_statp->st_mtime) <= (double)s->object_retention)
            continue;
        if (unlink(ent->fts_accpath) == 0) // EXPECT: timestamp-cleanup
            dropped++;
        else
            fprintf(stderr, "artgc: %s: %s\n", ent->fts_path, strerror(errno));
    }
    fts_close(tree);
    return dropped;
}

static long gc_flat(struct store *s, int dirfd, time_t now, int is_log)
{
    long dropped = 0;
    struct dirent *de;
    DIR *dir = fdopendir(dup(dirfd));

    if (!dir)
        return -errno;
    rewinddir(dir);
    while ((de = readdir(dir)) != NULL) {
        struct stat st;
        int fd = own_entry(dirfd, de->d_name, &st);
        if (fd < 0)
            continue;
        if (is_log) {
            if (st.st_mtime < now && (uint64_t)(now - st.st_mtime) > s->log_limit)
                dropped += unlinkat(dirfd, de->d_name, 0) == 0;
        } else {
            uint64_t age = (uint64_t)now - (uint64_t)st.st_mtime;
            if (age > s->staging_limit) // EXPECT: unsigned-age
                dropped += unlinkat(dirfd, de->d_name, 0) == 0;
        }
        close(fd);
    }
    closedir(dir);
    return dropped;
}

int main(int argc, char **argv)
{
    struct store s = { .object_retention = 14 * 86400, .staging_limit = 6 * 3600, .log_limit = 30 * 86400 };
    const char *root = argc > 1 ? argv[1] : "/var/lib/artd";
    char path[256];

    snprintf(s.objects, sizeof s.objects, "%.200s/objects", root);
    snprintf(path, sizeof path, "%.200s/staging", root);
    s.staging_fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    snprintf(path, sizeof path, "%.200s/logs", root);
    s.logs_fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (s.staging_fd < 0 || s.logs_fd < 0)
        return 1;
    time_t now = time(NULL);
    printf("objects %ld staging %ld logs %ld\n", gc_objects(&s, now),
           gc_flat(&s, s.staging_fd, now, 0), gc_flat(&s, s.logs_fd, now, 1));
    return 0;
}
