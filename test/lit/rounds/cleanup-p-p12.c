// RUN: %tocsin %s
// STD: gnu17
/* scratchclean - removes the scratch trees that dead batch jobs left behind.
 *
 * A job creates /scratch/job.<pid>.<starttime>/ and keeps an flock on the file
 * "alive" in it until it ends; starttime is field 22 of /proc/<pid>/stat. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define MIN_AGE (24 * 3600)

struct tally {
    unsigned removed, alive, young;
};

static bool owner_gone(pid_t pid, unsigned long long started)
{
    char path[64], line[1024], *p;
    unsigned long long have = 0;
    FILE *f;

    if (kill(pid, 0) != 0 && errno == ESRCH)
        return true;
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    f = fopen(path, "re");
    if (!f)
        return false;
    p = fgets(line, sizeof line, f) ? strrchr(line, ')') : NULL;
    fclose(f);
    if (!p)
        return false;
    p++;
    for (int field = 3; field < 22 && p; field++)
        p = strchr(p + 1, ' ');
    if (!p || sscanf(p, " %llu", &have) != 1)
        return false;
    return have != started;
}

static int drop_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)ftw;
    return type == FTW_DP ? rmdir(path) : unlink(path);
}

static int take_alive(const char *tree)
{
    char path[4200];
    int fd;

    snprintf(path, sizeof path, "%s/alive", tree);
    fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0) {
        close(fd);
        fd = -1;
    }
    return fd;
}

static void clean_tree(const char *base, const char *name, time_t now, struct tally *t)
{
    unsigned long long started;
    char tree[4096];
    struct stat st;
    int pid, fd;

    if (sscanf(name, "job.%d.%llu", &pid, &started) != 2 || pid <= 0)
        return;
    snprintf(tree, sizeof tree, "%s/%s", base, name);
    if (lstat(tree, &st) != 0 || !S_ISDIR(st.st_mode))
        return;
    if (now - st.st_mtime < MIN_AGE) {
        t->young++;
        return;
    }
    if (!owner_gone((pid_t)pid, started)) {
        t->alive++;
        return;
    }
    /* Children of the job inherit the descriptor and with it the lock. */
    fd = take_alive(tree);
    if (fd < 0) {
        t->alive++;
        return;
    }
    if (nftw(tree, drop_one, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT) == 0)
        t->removed++;
    else
        fprintf(stderr, "scratchclean: %s: %s\n", tree, strerror(errno));
    close(fd);
}

int main(int argc, char **argv)
{
    const char *base = argc > 1 ? argv[1] : "/scratch";
    struct tally t = { 0 };
    struct dirent **list;
    int n = scandir(base, &list, NULL, alphasort);

    if (n < 0) {
        perror(base);
        return 1;
    }
    time_t now = time(NULL);
    for (int i = 0; i < n; i++) {
        clean_tree(base, list[i]->d_name, now, &t);
        free(list[i]);
    }
    free(list);
    printf("removed %u, in use %u, young %u\n", t.removed, t.alive, t.young);
    return 0;
}
