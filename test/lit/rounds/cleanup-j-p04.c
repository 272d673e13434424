// RUN: %tocsin %s
// STD: gnu17
/* Workspace collector for the build farm agent.  Each workspace directory
 * carries a `.lease` file; a running job keeps an flock on it. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static int rm_entry(const char *p, const struct stat *sb, int flag, struct FTW *f)
{
    (void)sb;
    (void)f;
    if (flag == FTW_DP)
        return rmdir(p);
    return unlink(p);
}

static int take_lease(const char *ws)
{
    char p[4096];
    snprintf(p, sizeof p, "%s/.lease", ws);
    int fd = open(p, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0)
        return -1;
    if (flock(fd, LOCK_EX | LOCK_NB) < 0) {
        close(fd);
        return -1;
    }
    return fd;
}

static bool old_enough(const char *ws, long keep)
{
    struct stat sb;
    return stat(ws, &sb) == 0 && time(NULL) - sb.st_mtime > keep;
}

int collect_workspaces(const char *root, long keep_seconds)
{
    DIR *d = opendir(root);
    struct dirent *de;
    int n = 0;

    if (!d)
        return -errno;
    while ((de = readdir(d))) {
        char ws[2048];

        if (de->d_name[0] == '.')
            continue;
        if (snprintf(ws, sizeof ws, "%s/%s", root, de->d_name) >= (int)sizeof ws)
            continue;
        if (!old_enough(ws, keep_seconds))
            continue;

        int lease = take_lease(ws);
        if (lease < 0)
            continue;
        if (nftw(ws, rm_entry, 16, FTW_DEPTH | FTW_PHYS) == 0)
            n++;
        else
            fprintf(stderr, "workspace %s: %s\n", ws, strerror(errno));
        close(lease);
    }
    closedir(d);
    return n;
}

int main(int argc, char **argv)
{
    const char *root = argc > 1 ? argv[1] : "/srv/agent/workspaces";
    int n = collect_workspaces(root, 3 * 86400);
    if (n < 0)
        return 1;
    printf("collected %d workspaces\n", n);
    return 0;
}
