// RUN: %tocsin %s
// STD: gnu17
/* otad: downloads firmware images for meters and flashes them over RS-485 */
#include <sys/stat.h>
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#define IMG_DIR   "/data/ota"
#define IMG_TTL   (72 * 3600)
#define MAX_FLASH 8

struct reap_item {
    struct reap_item *next;
    char path[256];
};

static pthread_mutex_t img_mu = PTHREAD_MUTEX_INITIALIZER;
static char flashing[MAX_FLASH][256];

static pthread_mutex_t q_mu = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t q_cv = PTHREAD_COND_INITIALIZER;
static struct reap_item *q_head;

static int image_in_use(const char *path)
{
    int i, hit = 0;
    pthread_mutex_lock(&img_mu);
    for (i = 0; i < MAX_FLASH; i++)
        hit |= strcmp(flashing[i], path) == 0;
    pthread_mutex_unlock(&img_mu);
    return hit;
}

static int flash_begin(const char *path)
{
    int i, slot = -1;
    pthread_mutex_lock(&img_mu);
    for (i = 0; i < MAX_FLASH && slot < 0; i++)
        if (!flashing[i][0])
            slot = i;
    if (slot >= 0)
        snprintf(flashing[slot], sizeof flashing[slot], "%s", path);
    pthread_mutex_unlock(&img_mu);
    return slot;
}

static void flash_end(int slot)
{
    pthread_mutex_lock(&img_mu);
    flashing[slot][0] = '\0';
    pthread_mutex_unlock(&img_mu);
}

static int flash_meter(const char *path, int bus)
{
    char block[256];
    ssize_t n = 0;
    int part, slot = flash_begin(path);
    if (slot < 0)
        return -1;
    for (part = 0; part < 512; part++) {        /* bus is slow: reopen after each turnaround */
        int fd = open(path, O_RDONLY);
        if (fd < 0)
            break;
        n = pread(fd, block, sizeof block, (off_t)part * (off_t)sizeof block);
        close(fd);
        if (n <= 0 || write(bus, block, (size_t)n) != n)
            break;
    }
    flash_end(slot);
    return n == 0 ? 0 : -1;
}

static void enqueue(const char *path)
{
    struct reap_item *it = calloc(1, sizeof *it);
    if (!it)
        return;
    snprintf(it->path, sizeof it->path, "%s", path);
    pthread_mutex_lock(&q_mu);
    it->next = q_head;
    q_head = it;
    pthread_cond_signal(&q_cv);
    pthread_mutex_unlock(&q_mu);
}

static void scan_images(void)
{
    struct dirent *de;
    struct stat st;
    char path[256];
    DIR *d = opendir(IMG_DIR);
    if (!d)
        return;
    while ((de = readdir(d)) != NULL) {
        if (snprintf(path, sizeof path, IMG_DIR "/%s", de->d_name) >= (int)sizeof path)
            continue;
        if (stat(path, &st) || !S_ISREG(st.st_mode))
            continue;
        if (time(NULL) - st.st_mtime > IMG_TTL && !image_in_use(path))
            enqueue(path);
    }
    closedir(d);
}

static void *reaper(void *unused)
{
    for (;;) {
        struct reap_item *it;
        pthread_mutex_lock(&q_mu);
        while (!q_head)
            pthread_cond_wait(&q_cv, &q_mu);
        it = q_head;
        q_head = it->next;
        pthread_mutex_unlock(&q_mu);
        sleep(2);                               /* eMMC: spread the erase load */
        if (unlink(it->path) != 0) // EXPECT: timestamp-cleanup
            syslog(LOG_WARNING, "cannot remove %s", it->path);
        free(it);
    }
    return unused;
}

int main(int argc, char **argv)
{
    pthread_t t;
    if (pthread_create(&t, NULL, reaper, NULL))
        return 1;
    for (;;) {
        scan_images();
        if (argc > 1)
            flash_meter(argv[1], STDOUT_FILENO);
        sleep(600);
    }
}
