// RUN: %tocsin %s
// STD: gnu17
/* Scratch space janitor for the render farm: empties job directories left behind
 * by crashed workers. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define MAX_DEPTH 40

struct janitor {
    time_t cutoff;
    dev_t device;
    unsigned removed;
    unsigned failed;
};

static int dot_or_dotdot(const char *n)
{
    return n[0] == '.' && (n[1] == '\0' || (n[1] == '.' && n[2] == '\0'));
}

static int empty_directory(struct janitor *j, int dirfd, int depth)
{
    struct dirent *de;
    DIR *d;
    int copy = fcntl(dirfd, F_DUPFD_CLOEXEC, 3);

    if (copy < 0)
        return -1;
    d = fdopendir(copy);
    if (!d) {
        close(copy);
        return -1;
    }

    while ((de = readdir(d)) != NULL) {
        struct stat st;

        if (dot_or_dotdot(de->d_name))
            continue;
        if (fstatat(dirfd, de->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0) {
            if (errno != ENOENT)
                j->failed++;
            continue;
        }
        if (S_ISDIR(st.st_mode)) {
            struct stat now;
            int sub;

            if (depth >= MAX_DEPTH) {
                j->failed++;
                continue;
            }
            sub = openat(dirfd, de->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
            if (sub < 0) {
                j->failed++;
                continue;
            }
            if (fstat(sub, &now) < 0 || now.st_dev != st.st_dev || now.st_ino != st.st_ino ||
                now.st_dev != j->device) {
                close(sub);
                j->failed++;
                continue;
            }
            empty_directory(j, sub, depth + 1);
            close(sub);
            if (unlinkat(dirfd, de->d_name, AT_REMOVEDIR) == 0)
                j->removed++;
            else if (errno != ENOENT && errno != ENOTEMPTY)
                j->failed++;
        } else {
            if (unlinkat(dirfd, de->d_name, 0) == 0)
                j->removed++;
            else if (errno != ENOENT)
                j->failed++;
        }
    }
    closedir(d);
    return 0;
}

int main(int argc, char **argv)
{
    struct janitor j = { .cutoff = time(NULL) - 86400 };
    int i;

    for (i = 1; i < argc; i++) {
        struct stat st;
        int fd = open(argv[i], O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

        if (fd < 0) {
            perror(argv[i]);
            continue;
        }
        if (fstat(fd, &st) == 0 && st.st_mtime < j.cutoff) {
            j.device = st.st_dev;
            empty_directory(&j, fd, 0);
        }
        close(fd);
    }
    printf("removed %u, failed %u\n", j.removed, j.failed);
    return j.failed != 0;
}
