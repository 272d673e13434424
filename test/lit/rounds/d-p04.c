// RUN: %tocsin %s
// STD: gnu17
/* sessgc - drops web session files nobody touched for a while */
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct gc_stats { unsigned long seen, removed, failed; };

static int looks_like_session(const char *n)
{
    return strncmp(n, "sess_", 5) == 0 && strlen(n) > 12;
}

static int sweep(const char *dir, time_t max_age, struct gc_stats *gs)
{
    DIR *d = opendir(dir);
    struct dirent *de;
    time_t now = time(NULL);

    if (!d)
        return -1;
    while ((de = readdir(d)) != NULL) {
        char file[PATH_MAX];
        struct stat st;

        if (!looks_like_session(de->d_name))
            continue;
        gs->seen++;
        if (snprintf(file, sizeof file, "%s/%s", dir, de->d_name) >= (int)sizeof file)
            continue;
        if (lstat(file, &st) < 0)
            continue;
        if (!S_ISREG(st.st_mode))
            continue;
        if (now - st.st_mtime <= max_age)
            continue;
        if (unlink(file) == 0) // EXPECT: file-toctou, timestamp-cleanup
            gs->removed++;
        else
            gs->failed++;
    }
    closedir(d);
    return 0;
}

int main(void)
{
    struct gc_stats gs = { 0, 0, 0 };
    if (sweep("/tmp/websessions", 1440, &gs) < 0) {
        perror("sweep");
        return 1;
    }
    printf("%lu seen, %lu removed, %lu failed\n", gs.seen, gs.removed, gs.failed);
    return 0;
}
