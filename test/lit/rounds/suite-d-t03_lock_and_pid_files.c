// RUN: %tocsin %s
// STD: gnu17
/* Regression: lock files and pid files, by the way in which the file comes into being. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

int lock_probe_then_open(const char *lock) {
    if (access(lock, F_OK) == 0)
        return -EBUSY;
    return open(lock, O_WRONLY | O_CREAT | O_CLOEXEC, 0644); // EXPECT: file-toctou
}

int lock_probe_then_exclusive(const char *lock) {
    if (access(lock, F_OK) == 0)
        return -EBUSY;
    int fd = open(lock, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    return fd < 0 ? -errno : fd;
}

int lock_directory(const char *lock) {
    struct stat st;
    if (stat(lock, &st) == 0)
        return -EBUSY;
    if (mkdir(lock, 0700) != 0)
        return errno == EEXIST ? -EBUSY : -errno;
    return 0;
}

int lock_symlink(const char *lock, const char *host) {
    char text[128];
    snprintf(text, sizeof text, "%s:%d", host, (int)getpid());
    if (symlink(text, lock) != 0)
        return errno == EEXIST ? -EBUSY : -errno;
    return 0;
}

int lock_by_rename(const char *ticket, const char *lock) {
    struct stat st;
    if (lstat(lock, &st) == 0 || errno != ENOENT)
        return -EBUSY;
    return rename(ticket, lock); // EXPECT: file-toctou
}

int lock_by_link(const char *ticket, const char *lock) {
    struct stat st;
    if (lstat(lock, &st) == 0 || errno != ENOENT)
        return -EBUSY;
    int rc = link(ticket, lock) == 0 ? 0 : -EBUSY;
    unlink(ticket);
    return rc;
}

int lock_break_stale(const char *lock, time_t limit) {
    struct stat st;
    if (stat(lock, &st) != 0)
        return -errno;
    if (time(NULL) - st.st_mtime < limit)
        return -EBUSY;
    return unlink(lock); // EXPECT: timestamp-cleanup
}

int lock_verified(const char *lock) {
    struct stat held, named;
    for (;;) {
        int fd = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (fd < 0)
            return -errno;
        if (flock(fd, LOCK_EX) != 0) {
            close(fd);
            return -EBUSY;
        }
        if (fstat(fd, &held) == 0 && stat(lock, &named) == 0 &&
            held.st_dev == named.st_dev && held.st_ino == named.st_ino)
            return fd;
        close(fd);
    }
}

void lock_verified_drop(int fd, const char *lock) {
    unlink(lock);
    close(fd);
}

int pid_replace_dead(const char *pidfile) {
    int old = 0;
    FILE *f = fopen(pidfile, "r");
    if (f) {
        int got = fscanf(f, "%d", &old);
        fclose(f);
        if (got == 1 && old > 0 && kill(old, 0) == 0)
            return -EBUSY;
    }
    f = fopen(pidfile, "w"); // EXPECT: file-toctou
    if (!f)
        return -errno;
    fprintf(f, "%d\n", (int)getpid());
    return fclose(f);
}

int pid_replace_locked(const char *pidfile) {
    int fd = open(pidfile, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0)
        return -errno;
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        close(fd);
        return -EBUSY;
    }
    if (ftruncate(fd, 0) != 0 || dprintf(fd, "%d\n", (int)getpid()) < 0) {
        close(fd);
        return -EIO;
    }
    return fd;
}

int pid_mode_by_name(const char *pidfile) {
    int fd = open(pidfile, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return -errno;
    dprintf(fd, "%d\n", (int)getpid());
    close(fd);
    return chmod(pidfile, 0644); // EXPECT-MISS: create-then-name
}

int pid_mode_by_descriptor(const char *pidfile) {
    int fd = open(pidfile, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return -errno;
    int rc = dprintf(fd, "%d\n", (int)getpid()) < 0 ? -EIO : fchmod(fd, 0644);
    close(fd);
    return rc;
}
