// RUN: %tocsin %s
// STD: gnu17
/* clip recorder: scanner thread finds clips for disposal, disposal thread does the slow work */
#include <dirent.h>
#include <limits.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define MAX_VIEWERS 32

struct doomed {
    struct doomed *next;
    char name[NAME_MAX + 1];
};

static struct {
    pthread_mutex_t lock;
    pthread_cond_t  nonempty;
    struct doomed  *head;
    bool            quit;
} q = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, NULL, false };

static struct {
    pthread_mutex_t lock;
    char playing[MAX_VIEWERS][NAME_MAX + 1];
} viewers = { .lock = PTHREAD_MUTEX_INITIALIZER };

static char clip_dir[PATH_MAX];

static bool is_playing_locked(const char *name)
{
    for (int i = 0; i < MAX_VIEWERS; i++)
        if (strcmp(viewers.playing[i], name) == 0)
            return true;
    return false;
}

int viewer_start(int slot, const char *name)
{
    pthread_mutex_lock(&viewers.lock);
    snprintf(viewers.playing[slot], sizeof viewers.playing[slot], "%s", name);
    pthread_mutex_unlock(&viewers.lock);
    return slot;
}

void viewer_stop(int slot)
{
    pthread_mutex_lock(&viewers.lock);
    viewers.playing[slot][0] = '\0';
    pthread_mutex_unlock(&viewers.lock);
}

static void submit(const char *name)
{
    struct doomed *d = calloc(1, sizeof *d);

    if (!d)
        return;
    snprintf(d->name, sizeof d->name, "%s", name);
    pthread_mutex_lock(&q.lock);
    d->next = q.head;
    q.head = d;
    pthread_cond_signal(&q.nonempty);
    pthread_mutex_unlock(&q.lock);
}

void clips_scan(time_t retention)
{
    char path[PATH_MAX + NAME_MAX + 2];
    struct dirent *de;
    DIR *d = opendir(clip_dir);

    if (!d)
        return;
    while ((de = readdir(d))) {
        struct stat st;

        if (de->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", clip_dir, de->d_name);
        if (stat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_mtime < time(NULL) - retention)
            submit(de->d_name);
    }
    closedir(d);
}

static void *disposal_main(void *arg)
{
    char path[PATH_MAX + NAME_MAX + 2];

    (void)arg;
    for (;;) {
        struct doomed *d;

        pthread_mutex_lock(&q.lock);
        while (!q.head && !q.quit)
            pthread_cond_wait(&q.nonempty, &q.lock);
        d = q.head;
        if (d)
            q.head = d->next;
        pthread_mutex_unlock(&q.lock);
        if (!d)
            return NULL;
        snprintf(path, sizeof path, "%s/%s", clip_dir, d->name);
        if (unlink(path) != 0) // EXPECT: timestamp-cleanup
            perror(path);
        free(d);
    }
}

/* request of the operator for one clip */
int clip_discard(const char *name)
{
    char path[PATH_MAX + NAME_MAX + 2];
    int rc = -1;

    snprintf(path, sizeof path, "%s/%s", clip_dir, name);
    pthread_mutex_lock(&viewers.lock);
    if (!is_playing_locked(name))
        rc = unlink(path);
    pthread_mutex_unlock(&viewers.lock);
    return rc;
}

int disposal_start(pthread_t *t, const char *dir)
{
    snprintf(clip_dir, sizeof clip_dir, "%s", dir);
    return pthread_create(t, NULL, disposal_main, NULL);
}
