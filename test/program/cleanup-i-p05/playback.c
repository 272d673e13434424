// STD: gnu17
#include "rec.h"
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

int playback_stream(const char *name, int out_fd)
{
    char path[512], buf[8192];
    ssize_t n;
    int in, rc = -1;

    if (claims_add(name) != 0)
        return -1;
    rec_path(path, sizeof path, name, "meta");
    in = open(path, O_RDONLY);
    if (in >= 0) {
        while ((n = read(in, buf, sizeof buf)) > 0)
            if (write(out_fd, buf, (size_t)n) != n)
                break;
        close(in);
    }
    rec_path(path, sizeof path, name, "wav");
    in = open(path, O_RDONLY);
    if (in >= 0) {
        rc = 0;
        while ((n = read(in, buf, sizeof buf)) > 0)
            if (write(out_fd, buf, (size_t)n) != n) {
                rc = -1;
                break;
            }
        close(in);
    }
    claims_del(name);
    return rc;
}

static void *sweeper(void *arg)
{
    (void)arg;
    for (;;) {
        sweep_daily();
        sweep_disk_full();
        sleep(3600);
    }
    return NULL;
}

int main(void)
{
    pthread_t t;
    char name[128];
    if (pthread_create(&t, NULL, sweeper, NULL) != 0)
        return 1;
    while (scanf("%127s", name) == 1)
        playback_stream(name, STDOUT_FILENO);
    return 0;
}
