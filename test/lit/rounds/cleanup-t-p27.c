// RUN: %tocsin %s
// STD: gnu17
/* runtime directory of a terminal multiplexer: <uid>/<pid>.sock and <name>.log */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct rule {
    const char *suffix;
    time_t      keep;
    bool      (*unused)(int dfd, const char *name, int *hold);
};

static bool owner_gone(int dfd, const char *name, int *hold)
{
    char *end;
    long pid = strtol(name, &end, 10);

    (void)dfd;
    *hold = -1;
    if (pid <= 1 || strcmp(end, ".sock") != 0)
        return false;
    return kill((pid_t)pid, 0) != 0 && errno == ESRCH;
}

/* every session has LOCK_SH on its log; on success the lock stays with *hold */
static bool log_unlocked(int dfd, const char *name, int *hold)
{
    int fd = openat(dfd, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

    *hold = -1;
    if (fd < 0)
        return false;
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        close(fd);
        return false;
    }
    *hold = fd;
    return true;
}

static const struct rule rules[] = {
    { ".sock", 600,       owner_gone },
    { ".log",  7 * 86400, log_unlocked },
};

static const struct rule *rule_for(const char *name)
{
    size_t n = strlen(name);

    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        size_t s = strlen(rules[i].suffix);
        if (n > s && strcmp(name + n - s, rules[i].suffix) == 0)
            return &rules[i];
    }
    return NULL;
}

static bool outlived(int dfd, const char *name, time_t keep)
{
    struct stat st;

    if (fstatat(dfd, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return false;
    return time(NULL) - st.st_mtime > keep;
}

static int tidy(int dfd, const char *name)
{
    const struct rule *r = rule_for(name);
    int hold, rc = 0;

    if (!r || !r->unused(dfd, name, &hold))
        return 0;
    if (outlived(dfd, name, r->keep) && unlinkat(dfd, name, 0) == 0) // EXPECT-NOISE: timestamp-cleanup
        rc = 1;
    if (hold >= 0)
        close(hold);
    return rc;
}

int rundir_tidy(const char *dir)
{
    DIR *d = opendir(dir);
    struct dirent *de;
    int n = 0;

    if (!d)
        return -errno;
    while ((de = readdir(d)))
        if (de->d_name[0] != '.')
            n += tidy(dirfd(d), de->d_name);
    closedir(d);
    return n;
}
