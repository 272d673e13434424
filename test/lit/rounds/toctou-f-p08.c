// RUN: %tocsin %s
// STD: gnu17
/* wal_alloc.c: allocation of journal segments and publishing of base backups */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define SEG_MAX 4096

struct wal {
    const char *dir;
    unsigned next;
    int direct;
};

static int file_present(const char *path)
{
    return access(path, F_OK) == 0;
}

int wal_new_segment(struct wal *w, char *path, size_t len)
{
    int flags = O_WRONLY | O_CREAT | O_CLOEXEC;
    int fd;

    flags |= O_EXCL;
#ifdef O_DIRECT
    if (w->direct)
        flags |= O_DIRECT;
#endif
    while (w->next < SEG_MAX) {
        snprintf(path, len, "%s/%08u.wal", w->dir, w->next++);
        if (file_present(path))
            continue;
        fd = open(path, flags, 0600);
        if (fd >= 0)
            return fd;
        if (errno != EEXIST)
            return -1;
    }
    errno = ENOSPC;
    return -1;
}

int wal_write_origin(const struct wal *w, const char *origin)
{
    char path[4096];
    struct stat st;
    FILE *fp;

    snprintf(path, sizeof path, "%s/ORIGIN", w->dir);
    if (stat(path, &st) == 0) {
        fprintf(stderr, "%s: written at %ld\n", path, (long)st.st_mtime);
        return 0;
    }
    fp = fopen(path, "wxe");
    if (fp == NULL)
        return errno == EEXIST ? 0 : -1;
    fprintf(fp, "%s\n", origin);
    return fclose(fp);
}

/* A backup label must never replace one that somebody else has published. */
int wal_publish_label(const struct wal *w, const char *text)
{
    char tmp[4096], dst[4096];
    size_t n = strlen(text);
    int fd, rc;

    snprintf(dst, sizeof dst, "%s/backup_label", w->dir);
    if (file_present(dst))
        return -EEXIST;
    snprintf(tmp, sizeof tmp, "%s/.label.XXXXXX", w->dir);
    fd = mkstemp(tmp);
    if (fd < 0)
        return -errno;
    rc = write(fd, text, n) == (ssize_t)n && fsync(fd) == 0 ? 0 : -EIO;
    close(fd);
    if (rc == 0 && link(tmp, dst) != 0)
        rc = -errno;
    unlink(tmp);
    return rc;
}

int wal_shared_header(const char *name, size_t size)
{
    int fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);

    if (fd >= 0) {
        if (ftruncate(fd, (off_t)size) != 0) {
            shm_unlink(name);
            close(fd);
            return -1;
        }
        return fd;
    }
    return errno == EEXIST ? shm_open(name, O_RDWR, 0) : -1;
}

int main(int argc, char **argv)
{
    struct wal w = {0};
    char path[4096];
    int fd, hdr;

    if (argc < 2)
        return 2;
    w.dir = argv[1];
    fd = wal_new_segment(&w, path, sizeof path);
    if (fd < 0 || wal_write_origin(&w, "node-a") != 0)
        return 1;
    hdr = wal_shared_header("/walhdr", 8192);
    printf("%s label=%d hdr=%d\n", path, wal_publish_label(&w, "start\n"), hdr);
    close(fd);
    return 0;
}
