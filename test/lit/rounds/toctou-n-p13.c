// RUN: %tocsin %s
// STD: gnu17
/* homefix - give the files below a restored home directory back to their
 * owner. Runs as root; the owner may already be logged in. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct fix {
    uid_t uid;
    gid_t gid;
    unsigned depth;
    unsigned long changed;
    unsigned long failed;
};

#define DEPTH_MAX 128

static void take_over(struct fix *fx, int dfd, const char *name)
{
    struct stat st;
    int fd = openat(dfd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);

    if (fd < 0)
        return;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_nlink == 1) {
        if (fchown(fd, fx->uid, fx->gid) == 0)
            fx->changed++;
        else
            fx->failed++;
    }
    close(fd);
}

static int dots(const char *n)
{
    return n[0] == '.' && (n[1] == '\0' || (n[1] == '.' && n[2] == '\0'));
}

static int entry_is_dir(const struct dirent *de)
{
    struct stat st;

    if (de->d_type != DT_UNKNOWN)
        return de->d_type == DT_DIR;
    return lstat(de->d_name, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Works on the current directory; deep trees exceed PATH_MAX otherwise. */
static int fix_here(struct fix *fx)
{
    struct dirent *de;
    DIR *d;
    int here;

    if (fx->depth >= DEPTH_MAX)
        return -1;
    d = opendir(".");
    if (!d)
        return -1;
    here = dirfd(d);
    while ((de = readdir(d)) != NULL) {
        if (dots(de->d_name))
            continue;
        if (!entry_is_dir(de)) {
            take_over(fx, here, de->d_name);
            continue;
        }
        if (chdir(de->d_name) != 0) { // EXPECT: file-toctou
            fx->failed++;
            continue;
        }
        fx->depth++;
        if (fix_here(fx) != 0)
            fx->failed++;
        fx->depth--;
        if (fchdir(here) != 0) {
            perror("homefix: fchdir");
            abort();
        }
    }
    closedir(d);
    return 0;
}

/* Mail folders are shallow, so they are walked by descriptor. */
static int fix_mail(struct fix *fx, int parent, const char *name)
{
    struct dirent *de;
    DIR *d;
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0)
        return errno == ENOENT ? 0 : -1;
    d = fdopendir(fd);
    if (!d) {
        close(fd);
        return -1;
    }
    while ((de = readdir(d)) != NULL) {
        if (dots(de->d_name))
            continue;
        if (de->d_type == DT_DIR)
            fix_mail(fx, fd, de->d_name);
        else
            take_over(fx, fd, de->d_name);
    }
    closedir(d);
    return 0;
}

int main(int argc, char **argv)
{
    struct fix fx = {0};

    if (argc != 4) {
        fprintf(stderr, "usage: homefix UID GID HOME\n");
        return 2;
    }
    fx.uid = (uid_t)strtoul(argv[1], NULL, 10);
    fx.gid = (gid_t)strtoul(argv[2], NULL, 10);
    if (chdir(argv[3]) != 0) {
        perror(argv[3]);
        return 1;
    }
    if (fix_mail(&fx, AT_FDCWD, "Maildir") != 0 || fix_here(&fx) != 0)
        fx.failed++;
    printf("%lu changed, %lu failed\n", fx.changed, fx.failed);
    return fx.failed != 0;
}
