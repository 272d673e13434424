// RUN: %tocsin %s
// STD: gnu17
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

/* Crawl workers are launched by the batch scheduler; each writes
 * <run_dir>/<name>.worker with "pid started queue". */
struct worker_rec {
    pid_t pid;
    int64_t started;
    char queue[64];
};

struct policy {
    const char *queue;
    int64_t soft_secs;
    int64_t hard_secs;
};

static const struct policy policies[] = {
    {"fetch", 900, 1200},
    {"parse", 1800, 2400},
    {"index", 7200, 9000},
};

static int load_worker(const char *dir, const char *name, struct worker_rec *w)
{
    char path[4096];
    long pid;
    FILE *f;
    int ok;

    if (snprintf(path, sizeof path, "%s/%s", dir, name) >= (int)sizeof path)
        return -1;
    f = fopen(path, "re");
    if (!f)
        return -1;
    ok = fscanf(f, "%ld %" SCNd64 " %63s", &pid, &w->started, w->queue) == 3;
    fclose(f);
    if (!ok || pid <= 1)
        return -1;
    w->pid = (pid_t)pid;
    return 0;
}

static const struct policy *policy_for(const char *queue)
{
    for (size_t i = 0; i < sizeof policies / sizeof policies[0]; i++)
        if (strcmp(policies[i].queue, queue) == 0)
            return &policies[i];
    return NULL;
}

static int enforce(const struct worker_rec *w, int64_t now)
{
    const struct policy *p = policy_for(w->queue);
    int64_t age;

    if (!p)
        return 0;
    age = now - w->started;
    if (age > p->hard_secs) {
        fprintf(stderr, "worker %d: %" PRId64 "s on %s, killing\n", (int)w->pid, age, w->queue);
        return kill(w->pid, SIGKILL); // EXPECT: timestamp-cleanup
    }
    if (age > p->soft_secs)
        return kill(w->pid, SIGTERM); // EXPECT: timestamp-cleanup
    return 0;
}

static void scan(const char *dir)
{
    DIR *d = opendir(dir);
    struct dirent *de;
    struct worker_rec w;

    if (!d) {
        perror(dir);
        return;
    }
    while ((de = readdir(d)) != NULL) {
        const char *dot = strrchr(de->d_name, '.');
        if (!dot || strcmp(dot, ".worker") != 0)
            continue;
        if (load_worker(dir, de->d_name, &w) != 0)
            continue;
        if (enforce(&w, (int64_t)time(NULL)) != 0 && errno != ESRCH)
            perror("kill");
    }
    closedir(d);
}

int main(int argc, char **argv)
{
    const char *dir = argc > 1 ? argv[1] : "/run/crawler";

    for (;;) {
        scan(dir);
        sleep(30);
    }
}
