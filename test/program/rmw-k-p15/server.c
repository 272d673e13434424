// STD: gnu17
#include "lidar.h"
#include <pthread.h>
#include <stdint.h>
#include <string.h>

extern int ctl_accept(void);
extern int ctl_readline(int fd, char *buf, int cap);
extern void ctl_reply(int fd, int rc);

static struct lidar front = { .bus = 0 };

static void *ctl_client(void *arg)
{
    int fd = (int)(intptr_t)arg;
    char cmd[64];

    if (lidar_open(&front) < 0)
        return NULL;
    while (ctl_readline(fd, cmd, sizeof cmd) > 0) {
        int rc = 0;

        if (!strcmp(cmd, "start"))
            rc = lidar_stream_on(&front);
        else if (!strcmp(cmd, "stop"))
            lidar_stream_off(&front);
        else if (!strcmp(cmd, "cal"))
            rc = lidar_calibrate(&front);
        else if (!strcmp(cmd, "faster"))
            lidar_nudge_rpm(&front, 30);
        else if (!strcmp(cmd, "slower"))
            lidar_nudge_rpm(&front, -30);
        ctl_reply(fd, rc);
    }
    lidar_close(&front);
    return NULL;
}

int main(void)
{
    pthread_t t;
    int fd;

    atomic_set(&front.rpm, 600);
    while ((fd = ctl_accept()) >= 0)
        if (pthread_create(&t, NULL, ctl_client, (void *)(intptr_t)fd) == 0)
            pthread_detach(t);
    return 0;
}
