// RUN: %tocsin %s
// STD: gnu17
/* Single-instance guard and run directory of a per-user agent. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct guard {
    int dirfd;
    int lockfd;
    char name[64];
};

/* /tmp/agent-<uid>: made if missing; whoever made it, it must be ours and closed to others. */
static int run_dir_open(uid_t uid)
{
    char path[64];
    struct stat st;
    int fd;

    snprintf(path, sizeof path, "/tmp/agent-%u", (unsigned)uid);
    if (mkdir(path, 0700) != 0 && errno != EEXIST) {
        fprintf(stderr, "mkdir %s: %s\n", path, strerror(errno));
        return -1;
    }
    fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        return -1;
    }
    if (fstat(fd, &st) != 0 || st.st_uid != uid || (st.st_mode & 077) != 0) {
        fprintf(stderr, "%s: not a private directory\n", path);
        close(fd);
        return -1;
    }
    return fd;
}

static int same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* The previous owner unlinks its file on exit, so the lock may sit on a dead inode. */
int guard_acquire(struct guard *g, const char *name)
{
    struct stat opened, named;

    snprintf(g->name, sizeof g->name, "%s.pid", name);
    g->dirfd = run_dir_open(geteuid());
    if (g->dirfd < 0)
        return -EACCES;
    for (;;) {
        g->lockfd = openat(g->dirfd, g->name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (g->lockfd < 0)
            return -errno;
        if (flock(g->lockfd, LOCK_EX | LOCK_NB) != 0) {
            int e = errno;

            close(g->lockfd);
            g->lockfd = -1;
            return e == EWOULDBLOCK ? -EBUSY : -e;
        }
        if (fstat(g->lockfd, &opened) == 0 && fstatat(g->dirfd, g->name, &named, 0) == 0
            && same_file(&opened, &named))
            break;
        close(g->lockfd);
    }
    if (ftruncate(g->lockfd, 0) != 0 || dprintf(g->lockfd, "%d\n", (int)getpid()) < 0)
        fprintf(stderr, "%s: pid not recorded\n", g->name);
    return 0;
}

void guard_release(struct guard *g)
{
    if (g->lockfd >= 0) {
        unlinkat(g->dirfd, g->name, 0);
        close(g->lockfd);
        g->lockfd = -1;
    }
    close(g->dirfd);
}

/* Only the holder of the guard gets here. */
int state_save(struct guard *g, const char *text)
{
    struct stat st;
    int fd;

    if (fstatat(g->dirfd, "state", &st, AT_SYMLINK_NOFOLLOW) == 0 && st.st_size > 1 << 20)
        fprintf(stderr, "state: unusually large, %lld bytes\n", (long long)st.st_size);
    fd = openat(g->dirfd, "state.new", O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return -errno;
    if (dprintf(fd, "%s\n", text) < 0 || fsync(fd) != 0) {
        int e = errno;

        close(fd);
        unlinkat(g->dirfd, "state.new", 0);
        return -e;
    }
    close(fd);
    return renameat(g->dirfd, "state.new", g->dirfd, "state") == 0 ? 0 : -errno;
}

int main(int argc, char **argv)
{
    struct guard g = { -1, -1, "" };
    int rc;

    if (argc > 1 && access(argv[1], R_OK) != 0)
        fprintf(stderr, "hint: %s is not readable, using defaults\n", argv[1]);
    rc = guard_acquire(&g, "agent");
    if (rc != 0) {
        fprintf(stderr, "agent: %s\n", strerror(-rc));
        return rc == -EBUSY ? 0 : 1;
    }
    rc = state_save(&g, "idle");
    guard_release(&g);
    return rc == 0 ? 0 : 1;
}
