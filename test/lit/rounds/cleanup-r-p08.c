// RUN: %tocsin %s
// STD: gnu17
/* Compiler-output store shared by all builds on this host.  A build that uses
 * entry X holds a shared flock on X.lock for as long as it reads from it. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct store {
    int dirfd;
    time_t horizon;
};

static int entry_lock(struct store *s, const char *name, int how)
{
    char lock[NAME_MAX + 1];
    int fd;

    if (snprintf(lock, sizeof(lock), "%s.lock", name) >= (int)sizeof(lock)) {
        errno = ENAMETOOLONG;
        return -1;
    }
    fd = openat(s->dirfd, lock, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd == -1)
        return -1;
    if (flock(fd, how) == -1) {
        int saved = errno;
        close(fd);
        errno = saved;
        return -1;
    }
    return fd;
}

int store_open(struct store *s, const char *name, int *lockfd)
{
    int fd;

    *lockfd = entry_lock(s, name, LOCK_SH);
    if (*lockfd == -1)
        return -1;
    fd = openat(s->dirfd, name, O_RDONLY | O_CLOEXEC);
    if (fd == -1) {
        close(*lockfd);
        *lockfd = -1;
        return -1;
    }
    futimens(fd, NULL);
    return fd;
}

static bool is_object(const struct dirent *de)
{
    size_t n = strlen(de->d_name);
    return n > 2 && strcmp(de->d_name + n - 2, ".o") == 0;
}

static int expire_entry(struct store *s, const char *name)
{
    struct stat st;
    int rc = 0;
    int lock = entry_lock(s, name, LOCK_EX | LOCK_NB);

    if (lock == -1)
        return errno == EWOULDBLOCK ? 0 : -1;
    if (fstatat(s->dirfd, name, &st, AT_SYMLINK_NOFOLLOW) == -1)
        goto out;
    if (st.st_mtim.tv_sec > s->horizon)
        goto out;
    rc = unlinkat(s->dirfd, name, 0) == 0 ? 1 : -1;
out:
    close(lock);
    return rc;
}

int store_expire(struct store *s, time_t keep)
{
    int removed = 0;
    int dup = openat(s->dirfd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *d = dup == -1 ? NULL : fdopendir(dup);
    struct dirent *de;

    if (!d) {
        if (dup != -1)
            close(dup);
        return -1;
    }
    s->horizon = time(NULL) - keep;
    while ((de = readdir(d))) {
        int rc;
        if (!is_object(de))
            continue;
        rc = expire_entry(s, de->d_name);
        if (rc < 0)
            fprintf(stderr, "%s: %s\n", de->d_name, strerror(errno));
        else
            removed += rc;
    }
    closedir(d);
    return removed;
}

int main(int argc, char **argv)
{
    struct store s = { .dirfd = -1 };
    int n;

    if (argc != 3)
        return EXIT_FAILURE;
    s.dirfd = open(argv[1], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (s.dirfd == -1) {
        perror(argv[1]);
        return EXIT_FAILURE;
    }
    n = store_expire(&s, strtol(argv[2], NULL, 10) * 86400);
    printf("%d entries expired\n", n);
    close(s.dirfd);
    return n < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
