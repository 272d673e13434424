// RUN: %tocsin %s
// STD: gnu17
/* crashd - collects minidumps dropped by services and ships them upstream. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct spool {
    char incoming[256];
    char archive[256];
    time_t keep_incoming;
    time_t keep_archive;
};

static int send_blob(int fd, const char *name)
{
    char buf[8192];
    ssize_t n;
    size_t total = 0;

    while ((n = read(fd, buf, sizeof buf)) > 0)
        total += (size_t)n;
    if (n < 0)
        return -errno;
    fprintf(stderr, "crashd: shipped %s (%zu bytes)\n", name, total);
    return 0;
}

/* A report is two files: NAME.meta announces it, NAME.dmp carries the dump. */
static int ship_report(const struct spool *sp, const char *meta)
{
    char path[600];
    int fd, rc;
    size_t stem = strlen(meta) - strlen(".meta");

    snprintf(path, sizeof path, "%s/%s", sp->incoming, meta);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -errno;
    rc = send_blob(fd, meta);
    close(fd);
    if (rc)
        return rc;
    snprintf(path, sizeof path, "%s/%.*s.dmp", sp->incoming, (int)stem, meta);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -errno;
    flock(fd, LOCK_SH);
    rc = send_blob(fd, path);
    close(fd);
    return rc;
}

static void *shipper_main(void *arg)
{
    const struct spool *sp = arg;

    for (;;) {
        DIR *d = opendir(sp->incoming);
        struct dirent *de;

        while (d && (de = readdir(d)) != NULL) {
            size_t len = strlen(de->d_name);
            if (len > 5 && !strcmp(de->d_name + len - 5, ".meta"))
                if (ship_report(sp, de->d_name) < 0)
                    fprintf(stderr, "crashd: %s kept for retry\n", de->d_name);
        }
        if (d)
            closedir(d);
        sleep(20);
    }
    return NULL;
}

static unsigned trim_incoming(const struct spool *sp)
{
    DIR *d = opendir(sp->incoming);
    time_t now = time(NULL);
    unsigned gone = 0;
    struct dirent *de;

    if (!d)
        return 0;
    while ((de = readdir(d)) != NULL) {
        struct stat st;

        if (de->d_name[0] == '.')
            continue;
        if (fstatat(dirfd(d), de->d_name, &st, AT_SYMLINK_NOFOLLOW) || !S_ISREG(st.st_mode))
            continue;
        if (now - st.st_mtime <= sp->keep_incoming)
            continue;
        if (unlinkat(dirfd(d), de->d_name, 0) == 0) // EXPECT: timestamp-cleanup
            gone++;
    }
    closedir(d);
    return gone;
}

/* Support tooling takes a shared flock on an archived dump while it symbolizes it. */
static unsigned trim_archive(const struct spool *sp)
{
    DIR *d = opendir(sp->archive);
    unsigned gone = 0;
    struct dirent *de;

    if (!d)
        return 0;
    while ((de = readdir(d)) != NULL) {
        struct stat st;
        int fd;

        if (de->d_name[0] == '.')
            continue;
        fd = openat(dirfd(d), de->d_name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
        if (fd < 0)
            continue;
        if (flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, &st) == 0 &&
            time(NULL) - st.st_mtime > sp->keep_archive &&
            unlinkat(dirfd(d), de->d_name, 0) == 0)
            gone++;
        close(fd);
    }
    closedir(d);
    return gone;
}

int main(void)
{
    static struct spool sp = { "/var/spool/crashd/in", "/var/spool/crashd/done", 3 * 86400, 30 * 86400 };
    pthread_t tid;

    if (pthread_create(&tid, NULL, shipper_main, &sp))
        return EXIT_FAILURE;
    for (;;) {
        unsigned a = trim_incoming(&sp), b = trim_archive(&sp);
        if (a + b)
            fprintf(stderr, "crashd: trimmed %u incoming, %u archived\n", a, b);
        sleep(600);
    }
}
