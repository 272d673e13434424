// RUN: %tocsin %s
// STD: gnu17
/* Regression: one directory sweeper, one predicate on age, and what it asks about users before it removes. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

typedef void (*sweep_fn)(int dfd, const char *name, time_t cutoff);

static int aged(int dfd, const char *name, time_t cutoff) {
    struct stat st;
    return fstatat(dfd, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode) && st.st_mtime < cutoff;
}

static int has_reference(int dfd, const char *name) {
    char ref[300];
    snprintf(ref, sizeof ref, "%s.inuse", name);
    return faccessat(dfd, ref, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

/* Readers hold a shared flock on the entry and, in mixed pools, an .inuse file beside it or a link to it. */
int reader_open(int dfd, const char *name) {
    char ref[300];
    snprintf(ref, sizeof ref, "%s.inuse", name);
    int mark = openat(dfd, ref, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (mark >= 0)
        close(mark);
    int fd = openat(dfd, name, O_RDONLY | O_CLOEXEC);
    if (fd >= 0 && flock(fd, LOCK_SH | LOCK_NB) != 0) {
        close(fd);
        fd = -1;
    }
    return fd;
}

int reader_link(int dfd, const char *name, int own_dir) { return linkat(dfd, name, own_dir, name, 0); }

static void sweep_age(int dfd, const char *name, time_t cutoff) {
    if (aged(dfd, name, cutoff))
        unlinkat(dfd, name, 0); // EXPECT: timestamp-cleanup
}

static void sweep_flock(int dfd, const char *name, time_t cutoff) {
    int fd = openat(dfd, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return;
    if (aged(dfd, name, cutoff) && flock(fd, LOCK_EX | LOCK_NB) == 0)
        unlinkat(dfd, name, 0);
    close(fd);
}

static void sweep_flock_probe(int dfd, const char *name, time_t cutoff) {
    int fd = openat(dfd, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return;
    int idle = flock(fd, LOCK_EX | LOCK_NB) == 0;
    close(fd);
    if (idle && aged(dfd, name, cutoff))
        unlinkat(dfd, name, 0); // EXPECT: timestamp-cleanup
}

static void sweep_flock_reported(int dfd, const char *name, time_t cutoff) {
    int fd = openat(dfd, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return;
    if (aged(dfd, name, cutoff)) {
        if (flock(fd, LOCK_EX | LOCK_NB) != 0)
            syslog(LOG_WARNING, "%s has readers", name);
        unlinkat(dfd, name, 0); // EXPECT: timestamp-cleanup
    }
    close(fd);
}

static void sweep_sweeper_lock(int dfd, const char *name, time_t cutoff) {
    int fd = openat(dfd, ".sweeper", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return;
    if (flock(fd, LOCK_EX) == 0 && aged(dfd, name, cutoff))
        unlinkat(dfd, name, 0); // EXPECT: timestamp-cleanup
    close(fd);
}

static void sweep_reference(int dfd, const char *name, time_t cutoff) {
    if (!aged(dfd, name, cutoff))
        return;
    if (has_reference(dfd, name))
        return;
    unlinkat(dfd, name, 0);
}

static void sweep_reference_or_age(int dfd, const char *name, time_t cutoff) {
    if (aged(dfd, name, cutoff) || !has_reference(dfd, name))
        unlinkat(dfd, name, 0); // EXPECT: timestamp-cleanup
}

static void sweep_link_count(int dfd, const char *name, time_t cutoff) {
    struct stat st;
    if (fstatat(dfd, name, &st, AT_SYMLINK_NOFOLLOW) != 0 || st.st_mtime >= cutoff)
        return;
    if (st.st_nlink == 1)
        unlinkat(dfd, name, 0);
}

static void sweep_own(int dfd, const char *name, time_t cutoff) {
    char prefix[32];
    snprintf(prefix, sizeof prefix, "scratch.%d.", (int)getpid());
    if (strncmp(name, prefix, strlen(prefix)) == 0 && aged(dfd, name, cutoff))
        unlinkat(dfd, name, 0);
}

static const sweep_fn policies[] = {sweep_age, sweep_flock, sweep_flock_probe, sweep_flock_reported,
                                    sweep_sweeper_lock, sweep_reference, sweep_reference_or_age,
                                    sweep_link_count, sweep_own};

int sweep(const char *dir, unsigned policy, long keep_seconds) {
    struct dirent *de;
    DIR *d = opendir(dir);
    if (!d || policy >= sizeof policies / sizeof *policies)
        return -1;
    time_t cutoff = time(NULL) - keep_seconds;
    while ((de = readdir(d)) != NULL)
        if (de->d_name[0] != '.')
            policies[policy](dirfd(d), de->d_name, cutoff);
    return closedir(d);
}
