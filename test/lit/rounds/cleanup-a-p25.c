// RUN: %tocsin %s
// STD: gnu17
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define KEEP_SECS (10 * 86400)
#define SCRATCH_KEEP_SECS 3600

struct counters {
    unsigned removed;
    unsigned busy;
};

/* Sessions hold a shared lock on their work file while it is open. */
static void consider_file(int dfd, const char *name, struct counters *c)
{
    struct stat sb;
    int fd = openat(dfd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

    if (fd < 0)
        return;
    if (fstat(fd, &sb) != 0 || !S_ISREG(sb.st_mode))
        goto out;
    if (time(NULL) - sb.st_mtime <= KEEP_SECS)
        goto out;
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            c->busy++;
        goto out;
    }
    if (unlinkat(dfd, name, 0) == 0)
        c->removed++;
out:
    close(fd);
}

/* scratch.<pid> belongs to that process and is never handed to another one. */
static void consider_scratch(int dfd, const char *name, struct counters *c)
{
    struct stat sb;
    char *end;
    long pid = strtol(name + strlen("scratch."), &end, 10);

    if (*end != '\0' || pid <= 1)
        return;
    if (fstatat(dfd, name, &sb, AT_SYMLINK_NOFOLLOW) != 0)
        return;
    if (time(NULL) - sb.st_mtime <= SCRATCH_KEEP_SECS)
        return;
    if (kill((pid_t)pid, 0) == 0 || errno != ESRCH) {
        c->busy++;
        return;
    }
    if (unlinkat(dfd, name, 0) == 0)
        c->removed++;
}

int main(int argc, char **argv)
{
    const char *root = argc > 1 ? argv[1] : "/var/tmp/studio";
    struct counters c = {0, 0};
    struct dirent *de;
    DIR *d = opendir(root);

    if (!d) {
        perror(root);
        return 1;
    }
    while ((de = readdir(d)) != NULL) {
        if (strncmp(de->d_name, "scratch.", 8) == 0)
            consider_scratch(dirfd(d), de->d_name, &c);
        else if (strncmp(de->d_name, "work-", 5) == 0)
            consider_file(dirfd(d), de->d_name, &c);
    }
    closedir(d);
    printf("removed %u, busy %u\n", c.removed, c.busy);
    return 0;
}
