// RUN: %tocsin %s
// STD: gnu17
/* renderfarm node: scratch directories are named <root>/job.<pid>.<starttime> */
#define _GNU_SOURCE
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define SCRATCH "/scratch/render"

static int64_t mono_s(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return ts.tv_sec;
}

static int rm_cb(const char *p, const struct stat *st, int flag, struct FTW *f)
{
    (void)st; (void)flag; (void)f;
    return remove(p);
}

static int owner_gone(pid_t pid)
{
    return kill(pid, 0) == -1 && errno == ESRCH;
}

static int sweep_scratch(long min_age)
{
    struct dirent *de;
    DIR *d = opendir(SCRATCH);
    int n = 0;

    if (!d)
        return -1;
    while ((de = readdir(d)) != NULL) {
        char path[512];
        struct stat st;
        unsigned long long start;
        int pid;

        if (sscanf(de->d_name, "job.%d.%llu", &pid, &start) != 2 || pid <= 1)
            continue;
        snprintf(path, sizeof path, SCRATCH "/%s", de->d_name);
        if (lstat(path, &st) != 0 || !S_ISDIR(st.st_mode))
            continue;
        if (time(NULL) - st.st_mtime < min_age)
            continue;
        if (!owner_gone((pid_t)pid))
            continue;
        if (nftw(path, rm_cb, 16, FTW_DEPTH | FTW_PHYS) == 0)
            n++;
    }
    closedir(d);
    return n;
}

/* runs one frame in a child and enforces its time budget */
static int run_frame(char *const argv[], int64_t budget_s)
{
    int64_t started = mono_s();
    int status, killed = 0;
    pid_t pid = fork();

    if (pid < 0)
        return -1;
    if (pid == 0) {
        execvp(argv[0], argv);
        _exit(127);
    }
    for (;;) {
        pid_t r = waitpid(pid, &status, WNOHANG);
        if (r == pid)
            break;
        if (r < 0 && errno != EINTR)
            return -1;
        if (!killed && mono_s() - started > budget_s) {
            fprintf(stderr, "frame over budget, terminating %d\n", (int)pid);
            kill(pid, SIGKILL);
            killed = 1;
        }
        usleep(200000);
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

int main(int argc, char **argv)
{
    int n = sweep_scratch(6 * 3600);
    if (n > 0)
        fprintf(stderr, "%d scratch directories removed\n", n);
    if (argc < 2)
        return 0;
    return run_frame(argv + 1, 900);
}
