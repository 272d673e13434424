// RUN: %tocsin %s
// STD: gnu17
/* treeclean: empties a sandbox tree left by a build job */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct tally {
    unsigned long files, dirs, failed;
    dev_t dev;
};

static int is_dot(const char *n)
{
    return n[0] == '.' && (n[1] == '\0' || (n[1] == '.' && n[2] == '\0'));
}

static void complain(struct tally *t, const char *name)
{
    fprintf(stderr, "treeclean: %s: %s\n", name, strerror(errno));
    t->failed++;
}

static void empty_dir(int dfd, struct tally *t, int depth)
{
    DIR *d = fdopendir(dfd);
    struct dirent *e;

    if (!d) {
        close(dfd);
        t->failed++;
        return;
    }
    while ((e = readdir(d)) != NULL) {
        struct stat st;

        if (is_dot(e->d_name))
            continue;
        if (fstatat(dirfd(d), e->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
            if (errno != ENOENT)
                complain(t, e->d_name);
            continue;
        }
        if (S_ISDIR(st.st_mode)) {
            struct stat in;
            int sub = openat(dirfd(d), e->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

            if (sub < 0) {
                complain(t, e->d_name);
                continue;
            }
            if (fstat(sub, &in) != 0 || in.st_dev != t->dev || depth > 200) {
                close(sub);
                t->failed++;
                continue;
            }
            empty_dir(sub, t, depth + 1);
            if (unlinkat(dirfd(d), e->d_name, AT_REMOVEDIR) == 0)
                t->dirs++;
            else
                complain(t, e->d_name);
        } else if (unlinkat(dirfd(d), e->d_name, 0) == 0) {
            t->files++;
        } else if (errno != ENOENT) {
            complain(t, e->d_name);
        }
    }
    closedir(d);
}

int main(int argc, char **argv)
{
    struct tally t = { 0, 0, 0, 0 };
    struct stat top;
    int fd;

    if (argc != 2)
        return 2;
    fd = open(argv[1], O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &top) != 0) {
        perror(argv[1]);
        return 1;
    }
    t.dev = top.st_dev;
    empty_dir(fd, &t, 0);
    printf("%lu files, %lu directories\n", t.files, t.dirs);
    return t.failed ? 1 : 0;
}
