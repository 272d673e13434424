// RUN: %tocsin %s
// STD: gnu17
/* usbmuxd-like device manager: worker threads run transfers, the monitor powers down idle devices. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define DEV_MAX 32

struct device {
    int fd;
    char serial[40];
    int transfers;
    int64_t last_activity;
    unsigned char *ring;
    size_t ring_len;
};

static struct device *devices[DEV_MAX];
static pthread_mutex_t dev_lock = PTHREAD_MUTEX_INITIALIZER;
static int64_t idle_ns = 120LL * 1000000000LL;

static int64_t now_ns(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000000000LL + ts.tv_nsec;
}

static void device_destroy(struct device *d)
{
    close(d->fd);
    free(d->ring);
    free(d);
}

struct device *device_begin(const char *serial)
{
    struct device *d = NULL;
    int i;

    pthread_mutex_lock(&dev_lock);
    for (i = 0; i < DEV_MAX; i++) {
        if (devices[i] && strcmp(devices[i]->serial, serial) == 0) {
            d = devices[i];
            d->transfers++;
            d->last_activity = now_ns();
            break;
        }
    }
    pthread_mutex_unlock(&dev_lock);
    return d;
}

void device_end(struct device *d)
{
    pthread_mutex_lock(&dev_lock);
    d->transfers--;
    d->last_activity = now_ns();
    pthread_mutex_unlock(&dev_lock);
}

static int send_suspend(int fd)
{
    static const char frame[] = { 0x02, 0x10, 0x00, 0x03 };
    return write(fd, frame, sizeof frame) == (ssize_t)sizeof frame ? 0 : -1;
}

static void power_down_idle(void)
{
    int i;

    for (i = 0; i < DEV_MAX; i++) {
        struct device *d;
        int idle = 0;

        pthread_mutex_lock(&dev_lock);
        d = devices[i];
        if (d && d->transfers == 0 && now_ns() - d->last_activity > idle_ns)
            idle = 1;
        pthread_mutex_unlock(&dev_lock);

        if (!idle)
            continue;
        if (send_suspend(d->fd) != 0)
            fprintf(stderr, "%s: suspend refused\n", d->serial);

        pthread_mutex_lock(&dev_lock);
        devices[i] = NULL;
        pthread_mutex_unlock(&dev_lock);
        device_destroy(d); // EXPECT: timestamp-cleanup
    }
}

static void drop_quiet(void)
{
    int i;

    pthread_mutex_lock(&dev_lock);
    for (i = 0; i < DEV_MAX; i++) {
        struct device *d = devices[i];

        if (!d || d->transfers > 0)
            continue;
        if (now_ns() - d->last_activity > 10 * idle_ns) {
            devices[i] = NULL;
            device_destroy(d);
        }
    }
    pthread_mutex_unlock(&dev_lock);
}

void *device_monitor(void *arg)
{
    (void)arg;
    for (;;) {
        sleep(10);
        power_down_idle();
        drop_quiet();
    }
    return NULL;
}
