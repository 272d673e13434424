// RUN: %tocsin %s
// STD: gnu17
/* hotplug device manager: detached device state directories under /run/devmgr */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct device {
    char             state_file[128];
    int              users;
    long             created_ms;
    struct device   *parent;
    struct device   *next;
};

struct bus {
    pthread_mutex_t  lock;
    struct device   *devices;
    const char      *name;
};

static long now_ms(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);
    return ts.tv_sec * 1000L + ts.tv_nsec / 1000000L;
}

struct device *device_add(struct bus *b, struct device *parent, const char *name)
{
    struct device *d = calloc(1, sizeof(*d));

    if (!d)
        return NULL;
    snprintf(d->state_file, sizeof(d->state_file), "/run/devmgr/%s.%s", b->name, name);
    d->created_ms = now_ms();
    d->parent = parent;
    pthread_mutex_lock(&b->lock);
    d->next = b->devices;
    b->devices = d;
    pthread_mutex_unlock(&b->lock);
    return d;
}

const char *device_open(struct bus *b, struct device *d)
{
    pthread_mutex_lock(&b->lock);
    d->users++;
    pthread_mutex_unlock(&b->lock);
    return d->state_file;
}

void device_close(struct bus *b, struct device *d)
{
    pthread_mutex_lock(&b->lock);
    d->users--;
    pthread_mutex_unlock(&b->lock);
}

static int wipe_state(const char *file)
{
    if (unlink(file) == 0 || errno == ENOENT)
        return 0;
    fprintf(stderr, "%s: %s\n", file, strerror(errno));
    return -1;
}

/* Drop the persisted state of child functions that have been around for too long. */
static void expire_children(struct bus *b, long max_age_ms)
{
    struct device *d;
    long t = now_ms();

    pthread_mutex_lock(&b->lock);
    for (d = b->devices; d; d = d->next) {
        struct device *hub = d->parent;

        if (!hub || hub->users > 0)
            continue;
        if (t - d->created_ms >= max_age_ms)
            wipe_state(d->state_file); // EXPECT: timestamp-cleanup
    }
    pthread_mutex_unlock(&b->lock);
}

static void expire_roots(struct bus *b, long max_age_ms)
{
    struct device *d;

    pthread_mutex_lock(&b->lock);
    for (d = b->devices; d; d = d->next) {
        if (d->parent)
            continue;
        if (d->users > 0)
            fprintf(stderr, "devmgr: %s has %d users\n", d->state_file, d->users);
        if (now_ms() - d->created_ms >= max_age_ms)
            wipe_state(d->state_file); // EXPECT: timestamp-cleanup
    }
    pthread_mutex_unlock(&b->lock);
}

static void *maintenance(void *arg)
{
    struct bus *b = arg;
    int i;

    for (i = 0; i < 60; i++) {
        expire_children(b, 15 * 60 * 1000L);
        expire_roots(b, 60 * 60 * 1000L);
        sleep(60);
    }
    return NULL;
}

int main(void)
{
    struct bus usb = { PTHREAD_MUTEX_INITIALIZER, NULL, "usb" };
    struct device *hub = device_add(&usb, NULL, "hub1");
    struct device *cam = device_add(&usb, hub, "cam0");
    pthread_t thr;
    FILE *f;

    if (!hub || !cam || pthread_create(&thr, NULL, maintenance, &usb))
        return 1;
    f = fopen(device_open(&usb, cam), "w");
    if (f)
        fclose(f);
    device_close(&usb, cam);
    pthread_join(thr, NULL);
    return 0;
}
