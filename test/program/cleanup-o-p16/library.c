// STD: gnu17
#include "rendition.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

time_t uptime_s(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);
    return ts.tv_sec;
}

int library_add(struct library *lib, const char *path, const char *thumb)
{
    int slot = -ENOSPC;

    pthread_mutex_lock(&lib->lock);
    for (int i = 0; i < RENDITION_MAX; i++) {
        struct rendition *r = &lib->items[i];

        if (r->present || r->thumb_present || r->viewers || r->thumb_viewers)
            continue;
        memset(r, 0, sizeof *r);
        snprintf(r->path, sizeof r->path, "%s", path);
        snprintf(r->thumb, sizeof r->thumb, "%s", thumb);
        r->created = uptime_s();
        r->present = r->thumb_present = true;
        slot = i;
        break;
    }
    pthread_mutex_unlock(&lib->lock);
    return slot;
}

static int open_counted(struct library *lib, const bool *present, const char *path, int *count)
{
    int fd;

    pthread_mutex_lock(&lib->lock);
    if (!*present) {
        pthread_mutex_unlock(&lib->lock);
        return -ENOENT;
    }
    ++*count;
    pthread_mutex_unlock(&lib->lock);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0)
        return fd;
    fd = -errno;
    pthread_mutex_lock(&lib->lock);
    --*count;
    pthread_mutex_unlock(&lib->lock);
    return fd;
}

static void close_counted(struct library *lib, int *count, int fd)
{
    close(fd);
    pthread_mutex_lock(&lib->lock);
    --*count;
    pthread_mutex_unlock(&lib->lock);
}

int library_open(struct library *lib, int slot)
{
    struct rendition *r = &lib->items[slot];

    return open_counted(lib, &r->present, r->path, &r->viewers);
}

void library_close(struct library *lib, int slot, int fd)
{
    close_counted(lib, &lib->items[slot].viewers, fd);
}

int library_open_thumb(struct library *lib, int slot)
{
    struct rendition *r = &lib->items[slot];

    return open_counted(lib, &r->thumb_present, r->thumb, &r->thumb_viewers);
}

void library_close_thumb(struct library *lib, int slot, int fd)
{
    close_counted(lib, &lib->items[slot].thumb_viewers, fd);
}
