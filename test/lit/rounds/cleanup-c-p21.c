// RUN: %tocsin %s
// STD: gnu17
/* firmware update service: staged images, downloads and applies run in worker threads */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define MAX_IMAGES 32
#define STAGE_TTL  (6 * 3600)

enum img_state { IMG_FREE, IMG_DOWNLOADING, IMG_STAGED, IMG_APPLYING, IMG_FAILED, IMG_DONE };

struct image {
    char           file[256];
    enum img_state state;
    time_t         staged_at;
};

static struct image    images[MAX_IMAGES];
static pthread_mutex_t images_lock = PTHREAD_MUTEX_INITIALIZER;

static time_t uptime(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_BOOTTIME, &ts);
    return ts.tv_sec;
}

static struct image *image_reserve(const char *file)
{
    struct image *im = NULL;
    int i;

    pthread_mutex_lock(&images_lock);
    for (i = 0; i < MAX_IMAGES; i++) {
        if (images[i].state != IMG_FREE)
            continue;
        im = &images[i];
        snprintf(im->file, sizeof im->file, "%s", file);
        im->state = IMG_DOWNLOADING;
        im->staged_at = uptime();
        break;
    }
    pthread_mutex_unlock(&images_lock);
    return im;
}

static void image_set(struct image *im, enum img_state s)
{
    pthread_mutex_lock(&images_lock);
    im->state = s;
    pthread_mutex_unlock(&images_lock);
}

static int image_begin_apply(struct image *im)
{
    int rc = -EBUSY;

    pthread_mutex_lock(&images_lock);
    if (im->state == IMG_STAGED) {
        im->state = IMG_APPLYING;
        rc = 0;
    }
    pthread_mutex_unlock(&images_lock);
    return rc;
}

static void purge_images(void)
{
    time_t now = uptime();
    int i;

    pthread_mutex_lock(&images_lock);
    for (i = 0; i < MAX_IMAGES; i++) {
        struct image *im = &images[i];

        if (now - im->staged_at < STAGE_TTL)
            continue;
        switch (im->state) {
        case IMG_STAGED:
        case IMG_FAILED:
        case IMG_DONE:
            if (unlink(im->file) < 0 && errno != ENOENT)
                fprintf(stderr, "%s: %s\n", im->file, strerror(errno));
            im->state = IMG_FREE;
            break;
        default:
            break;
        }
    }
    pthread_mutex_unlock(&images_lock);
}

static void *update_thread(void *arg)
{
    struct image *im = image_reserve(arg);
    FILE *f;

    if (!im)
        return NULL;
    f = fopen(im->file, "wb");
    if (!f) {
        image_set(im, IMG_FAILED);
        return NULL;
    }
    fputs("FWIMG1", f);
    fclose(f);
    image_set(im, IMG_STAGED);
    if (image_begin_apply(im) == 0) {
        sleep(2);
        image_set(im, IMG_DONE);
    }
    return NULL;
}

int main(void)
{
    pthread_t t;
    int i;

    pthread_create(&t, NULL, update_thread, "/var/lib/fwupd/stage/bmc.img");
    for (i = 0; i < 5; i++) {
        purge_images();
        sleep(1);
    }
    pthread_join(t, NULL);
    return 0;
}
