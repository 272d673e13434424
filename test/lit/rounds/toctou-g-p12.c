// RUN: %tocsin %s
// STD: gnu17
/* thumbnail cache trimming for the media daemon */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct trim_stats {
    unsigned files;
    unsigned long long bytes;
};

static int is_plain_name(const char *s)
{
    return *s && strchr(s, '/') == NULL && strcmp(s, ".") != 0 && strcmp(s, "..") != 0;
}

static int open_cache(const char *dir)
{
    struct stat sb;
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0)
        return -1;
    if (fstat(fd, &sb) < 0 || sb.st_uid != geteuid() || (sb.st_mode & 022)) {
        close(fd);
        errno = EPERM;
        return -1;
    }
    return fd;
}

static int trim_dir(int dfd, time_t cutoff, struct trim_stats *ts)
{
    struct dirent *de;
    struct stat sb;
    DIR *d = fdopendir(dup(dfd));

    if (!d)
        return -1;
    while ((de = readdir(d)) != NULL) {
        if (!is_plain_name(de->d_name))
            continue;
        if (fstatat(dfd, de->d_name, &sb, AT_SYMLINK_NOFOLLOW) < 0)
            continue;
        if (!S_ISREG(sb.st_mode) || sb.st_mtime > cutoff)
            continue;
        if (unlinkat(dfd, de->d_name, 0) == 0) { // EXPECT: timestamp-cleanup
            ts->files++;
            ts->bytes += (unsigned long long)sb.st_size;
        } else if (errno != ENOENT) {
            perror(de->d_name);
        }
    }
    closedir(d);
    return 0;
}

static int write_stamp(int dfd)
{
    char text[32];
    int n, fd, rc = 0;

    fd = openat(dfd, "stamp.new", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno == EEXIST ? 0 : -1;
    n = snprintf(text, sizeof text, "%lld\n", (long long)time(NULL));
    if (write(fd, text, (size_t)n) != n || fchmod(fd, 0644) < 0)
        rc = -1;
    close(fd);
    if (rc == 0)
        rc = renameat(dfd, "stamp.new", dfd, "stamp");
    if (rc < 0)
        unlinkat(dfd, "stamp.new", 0);
    return rc;
}

int main(int argc, char **argv)
{
    struct trim_stats ts = { 0, 0 };
    int dfd;

    if (argc < 2)
        return 64;
    dfd = open_cache(argv[1]);
    if (dfd < 0) {
        perror(argv[1]);
        return 1;
    }
    if (trim_dir(dfd, time(NULL) - 30 * 86400, &ts) < 0 || write_stamp(dfd) < 0)
        perror("trim");
    printf("%u files, %llu bytes\n", ts.files, ts.bytes);
    close(dfd);
    return 0;
}
