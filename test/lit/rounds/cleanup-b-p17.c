// RUN: %tocsin %s
// STD: gnu17
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define MAX_UPLOADS 64

struct upload {
    char key[33];
    char part[160];
    time_t last_chunk;
    int writers;
};

static struct upload uploads[MAX_UPLOADS];
static pthread_mutex_t up_mu = PTHREAD_MUTEX_INITIALIZER;

static struct upload *find_locked(const char *key)
{
    for (int i = 0; i < MAX_UPLOADS; i++)
        if (uploads[i].key[0] && strcmp(uploads[i].key, key) == 0)
            return &uploads[i];
    return NULL;
}

int append_chunk(const char *key, const void *buf, size_t len)
{
    char part[160];
    pthread_mutex_lock(&up_mu);
    struct upload *u = find_locked(key);
    if (!u) {
        pthread_mutex_unlock(&up_mu);
        return -1;
    }
    u->writers++;
    u->last_chunk = time(NULL);
    memcpy(part, u->part, sizeof part);
    pthread_mutex_unlock(&up_mu);

    int fd = open(part, O_WRONLY | O_APPEND);
    ssize_t n = fd < 0 ? -1 : write(fd, buf, len);
    if (fd >= 0)
        close(fd);

    pthread_mutex_lock(&up_mu);
    u->writers--;
    pthread_mutex_unlock(&up_mu);
    return n == (ssize_t)len ? 0 : -1;
}

static void drop_quiet_uploads(time_t quiet_s)
{
    char part[160];
    for (int i = 0; i < MAX_UPLOADS; i++) {
        struct upload *u = &uploads[i];
        int go = 0;
        pthread_mutex_lock(&up_mu);
        if (u->key[0] && u->writers == 0 && time(NULL) - u->last_chunk > quiet_s) { // EXPECT: wall-clock-interval
            memcpy(part, u->part, sizeof part);
            go = 1;
        }
        pthread_mutex_unlock(&up_mu);
        if (!go)
            continue;
        if (unlink(part) != 0) // EXPECT: timestamp-cleanup
            perror(part);
        pthread_mutex_lock(&up_mu);
        u->key[0] = '\0';
        pthread_mutex_unlock(&up_mu);
    }
}

static void *sweeper(void *arg)
{
    (void)arg;
    for (;;) {
        drop_quiet_uploads(900);
        sleep(20);
    }
    return NULL;
}

int main(void)
{
    pthread_t t;
    snprintf(uploads[0].key, sizeof uploads[0].key, "%s", "5f3a");
    snprintf(uploads[0].part, sizeof uploads[0].part, "/var/spool/up/5f3a.part");
    uploads[0].last_chunk = time(NULL);
    pthread_create(&t, NULL, sweeper, NULL);
    for (int i = 0; i < 100; i++)
        append_chunk("5f3a", "data", 4);
    pthread_join(t, NULL);
    return 0;
}
