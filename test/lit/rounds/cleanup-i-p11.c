// RUN: %tocsin %s
// STD: gnu17
/* hls-origin: segment store of a live video packager */
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <sys/sendfile.h>
#include <unistd.h>

#define NSEG 256
struct segment {
    int      present;
    int      dying;
    int      readers;
    uint32_t seqno;
    int64_t  born_ms;
    char     path[192];
};
static struct segment segs[NSEG];
static pthread_mutex_t seg_mu = PTHREAD_MUTEX_INITIALIZER;

static int64_t mono_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static struct segment *seg_get(uint32_t seqno)
{
    struct segment *s = &segs[seqno % NSEG];
    pthread_mutex_lock(&seg_mu);
    if (!s->present || s->dying || s->seqno != seqno)
        s = NULL;
    else
        s->readers++;
    pthread_mutex_unlock(&seg_mu);
    return s;
}

int seg_add(uint32_t seqno, const char *path)
{
    struct segment *s = &segs[seqno % NSEG];
    int rc = -1;
    pthread_mutex_lock(&seg_mu);
    if (!s->present) {
        snprintf(s->path, sizeof s->path, "%s", path);
        s->seqno = seqno;
        s->readers = 0;
        s->born_ms = mono_ms();
        s->present = 1;
        rc = 0;
    }
    pthread_mutex_unlock(&seg_mu);
    return rc;
}

static void seg_put(struct segment *s)
{
    pthread_mutex_lock(&seg_mu);
    s->readers--;
    pthread_mutex_unlock(&seg_mu);
}

static int serve(uint32_t seqno, int client)
{
    int fd, rc = 500;
    struct segment *s = seg_get(seqno);
    if (!s)
        return 404;
    if ((fd = open(s->path, O_RDONLY | O_CLOEXEC)) >= 0) {
        while (sendfile(client, fd, NULL, 65536) > 0)
            rc = 200;
        close(fd);
    }
    seg_put(s);
    return rc;
}

/* sliding window: drops what players can no longer seek to */
static void slide_window(int64_t window_ms)
{
    for (int i = 0; i < NSEG; i++) {
        struct segment *s = &segs[i];
        char path[192];
        int idle;
        pthread_mutex_lock(&seg_mu);
        idle = s->present && s->readers == 0 && mono_ms() - s->born_ms > window_ms;
        if (idle)
            memcpy(path, s->path, sizeof path);
        pthread_mutex_unlock(&seg_mu);
        if (!idle)
            continue;
        unlink(path); // EXPECT: timestamp-cleanup
        pthread_mutex_lock(&seg_mu);
        s->present = 0;
        pthread_mutex_unlock(&seg_mu);
    }
}

/* end of stream: same, but takes the segments out of service first */
static int drain(int64_t older_ms)
{
    int left = 0;
    for (int i = 0; i < NSEG; i++) {
        struct segment *s = &segs[i];
        pthread_mutex_lock(&seg_mu);
        if (s->present && !s->dying && s->readers == 0 && mono_ms() - s->born_ms > older_ms) {
            s->dying = 1;
            pthread_mutex_unlock(&seg_mu);
            unlink(s->path);
            pthread_mutex_lock(&seg_mu);
            s->present = 0;
            s->dying = 0;
        } else
            left += s->present;
        pthread_mutex_unlock(&seg_mu);
    }
    return left;
}

static void *window_thread(void *arg)
{
    int *live = arg;
    while (__atomic_load_n(live, __ATOMIC_ACQUIRE)) {
        slide_window(30000);
        usleep(500000);
    }
    while (drain(5000) > 0)
        sleep(1);
    return NULL;
}

int main(void)
{
    int live = 1;
    uint32_t seqno;
    pthread_t t;
    pthread_create(&t, NULL, window_thread, &live);
    while (scanf("%u", &seqno) == 1) {
        char path[192];
        snprintf(path, sizeof path, "/srv/hls/%u.ts", seqno);
        if (access(path, R_OK) == 0)
            seg_add(seqno, path);
        fprintf(stderr, "%d\n", serve(seqno, STDOUT_FILENO));
    }
    __atomic_store_n(&live, 0, __ATOMIC_RELEASE);
    pthread_join(t, NULL);
    return 0;
}
