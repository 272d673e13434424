// RUN: %tocsin %s
// STD: gnu17
/* Thumbnail service: janitor thread finds what to drop, disposer thread drops it. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum job_state { JOB_QUEUED, JOB_RENDERING, JOB_IDLE };

struct image {
    char path[256];
    struct timespec last_used;
    unsigned viewers;
    TAILQ_ENTRY(image) link;
};

struct job {
    unsigned id;
    enum job_state state;
    struct timeval idle_since;
    TAILQ_ENTRY(job) link;
};

struct doomed {
    struct image *img;
    STAILQ_ENTRY(doomed) link;
};

static pthread_mutex_t images_mu = PTHREAD_MUTEX_INITIALIZER;
static TAILQ_HEAD(, image) images = TAILQ_HEAD_INITIALIZER(images);

static pthread_mutex_t jobs_mu = PTHREAD_MUTEX_INITIALIZER;
static TAILQ_HEAD(, job) jobs = TAILQ_HEAD_INITIALIZER(jobs);

static pthread_mutex_t doomed_mu = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t doomed_cv = PTHREAD_COND_INITIALIZER;
static STAILQ_HEAD(doomed_list, doomed) evictions = STAILQ_HEAD_INITIALIZER(evictions);
static struct doomed_list trims = STAILQ_HEAD_INITIALIZER(trims);

static struct image *image_use(const char *path)
{
    struct image *img;
    pthread_mutex_lock(&images_mu);
    TAILQ_FOREACH(img, &images, link)
        if (strcmp(img->path, path) == 0) {
            img->viewers++;
            clock_gettime(CLOCK_MONOTONIC, &img->last_used);
            break;
        }
    pthread_mutex_unlock(&images_mu);
    return img;
}

static void image_done(struct image *img)
{
    pthread_mutex_lock(&images_mu);
    img->viewers--;
    pthread_mutex_unlock(&images_mu);
}

static void doom(struct doomed_list *list, struct image *img)
{
    struct doomed *d = malloc(sizeof *d);
    if (!d)
        return;
    d->img = img;
    pthread_mutex_lock(&doomed_mu);
    STAILQ_INSERT_TAIL(list, d, link);
    pthread_cond_signal(&doomed_cv);
    pthread_mutex_unlock(&doomed_mu);
}

static void scan_images(long evict_s, long trim_s)
{
    struct timespec now;
    struct image *img;
    pthread_mutex_lock(&images_mu);
    clock_gettime(CLOCK_MONOTONIC, &now);
    TAILQ_FOREACH(img, &images, link) {
        if (now.tv_sec - img->last_used.tv_sec > evict_s)
            doom(&evictions, img);
        else if (now.tv_sec - img->last_used.tv_sec > trim_s)
            doom(&trims, img);
    }
    pthread_mutex_unlock(&images_mu);
}

static void scan_jobs(void)
{
    struct timeval now;
    struct job *j, *next;
    gettimeofday(&now, NULL);
    pthread_mutex_lock(&jobs_mu);
    for (j = TAILQ_FIRST(&jobs); j; j = next) {
        next = TAILQ_NEXT(j, link);
        if (j->state == JOB_IDLE && now.tv_sec - j->idle_since.tv_sec > 600) { // EXPECT: wall-clock-interval
            TAILQ_REMOVE(&jobs, j, link);
            free(j);
        }
    }
    pthread_mutex_unlock(&jobs_mu);
}

static struct image *take(struct doomed_list *list)
{
    struct image *img = NULL;
    struct doomed *d = STAILQ_FIRST(list);
    if (d) {
        STAILQ_REMOVE_HEAD(list, link);
        img = d->img;
        free(d);
    }
    return img;
}

static void dispose(struct image *evicted, struct image *trimmed)
{
    if (evicted)
        unlink(evicted->path); // EXPECT-MISS: timestamp-cleanup
    if (trimmed) {
        pthread_mutex_lock(&images_mu);
        if (trimmed->viewers == 0)
            truncate(trimmed->path, 0);
        pthread_mutex_unlock(&images_mu);
    }
}

static void *disposer_main(void *arg)
{
    (void)arg;
    for (;;) {
        pthread_mutex_lock(&doomed_mu);
        while (STAILQ_EMPTY(&evictions) && STAILQ_EMPTY(&trims))
            pthread_cond_wait(&doomed_cv, &doomed_mu);
        struct image *e = take(&evictions), *t = take(&trims);
        pthread_mutex_unlock(&doomed_mu);
        dispose(e, t); // EXPECT-NOISE: timestamp-cleanup
    }
    return NULL;
}

static void *janitor_main(void *arg)
{
    (void)arg;
    for (;; sleep(30)) {
        scan_images(86400, 3600);
        scan_jobs();
    }
    return NULL;
}

static void *worker_main(void *arg)
{
    struct job *j = arg;
    struct image *img = image_use("/var/cache/thumbs/logo.png");
    pthread_mutex_lock(&jobs_mu);
    gettimeofday(&j->idle_since, NULL);
    j->state = JOB_IDLE;
    TAILQ_INSERT_TAIL(&jobs, j, link);
    pthread_mutex_unlock(&jobs_mu);
    if (img)
        image_done(img);
    return NULL;
}

int main(void)
{
    pthread_t th;
    pthread_create(&th, NULL, disposer_main, NULL);
    pthread_create(&th, NULL, janitor_main, NULL);
    for (unsigned i = 0; i < 4; i++) {
        struct job *j = calloc(1, sizeof *j);
        if (!j || pthread_create(&th, NULL, worker_main, j) != 0)
            return 1;
    }
    pause();
    return 0;
}
