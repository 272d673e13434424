// RUN: %tocsin %s
// STD: gnu17
/* cachetrim: descriptor-relative trimming of a private cache directory */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static int cache_dir(const char *path)
{
    struct stat st;
    if (mkdir(path, 0700) < 0) {
        if (errno != EEXIST)
            return -1;
    }
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return -1;
    if (fstat(fd, &st) < 0 || st.st_uid != geteuid() || (st.st_mode & 022)) {
        close(fd);
        errno = EPERM;
        return -1;
    }
    return fd;
}

static long trim(int dfd, time_t older_than)
{
    DIR *d = fdopendir(dfd);
    struct dirent *e;
    long n = 0;

    if (!d)
        return -1;
    while ((e = readdir(d)) != NULL) {
        struct stat st;
        if (e->d_name[0] == '.')
            continue;
        if (fstatat(dfd, e->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0)
            continue;
        if (S_ISREG(st.st_mode) && st.st_mtime < older_than)
            if (unlinkat(dfd, e->d_name, 0) == 0) // EXPECT: timestamp-cleanup
                n++;
    }
    closedir(d);
    return n;
}

int main(int argc, char **argv)
{
    int dfd;
    if (argc != 2 || (dfd = cache_dir(argv[1])) < 0) {
        perror("cachetrim");
        return 1;
    }
    printf("%ld entries dropped\n", trim(dfd, time(NULL) - 86400));
    return 0;
}
