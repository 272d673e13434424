// STD: gnu17
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "recording.h"

void archive_init(struct archive *a, unsigned retention_days)
{
    memset(a, 0, sizeof *a);
    pthread_mutex_init(&a->lock, NULL);
    a->retention_days = retention_days;
}

struct recording *archive_begin(struct archive *a, const char *channel)
{
    struct recording *r = calloc(1, sizeof *r);

    if (r == NULL)
        return NULL;
    snprintf(r->channel, sizeof r->channel, "%s", channel);
    r->started = time(NULL);
    snprintf(r->path, sizeof r->path, "/srv/nvr/%s-%ld.ts", r->channel,
             (long)r->started);
    pthread_mutex_lock(&a->lock);
    r->next = a->head;
    a->head = r;
    a->count++;
    pthread_mutex_unlock(&a->lock);
    return r;
}

/* Viewers stream the file in parts and reopen it on each seek. */
int archive_open_playback(struct archive *a, const char *path)
{
    struct recording *r;
    int fd = -1;

    pthread_mutex_lock(&a->lock);
    for (r = a->head; r != NULL; r = r->next) {
        if (strcmp(r->path, path) == 0) {
            fd = open(r->path, O_RDONLY | O_CLOEXEC);
            break;
        }
    }
    pthread_mutex_unlock(&a->lock);
    return fd;
}

int main(void)
{
    static struct archive a;
    pthread_t tid;

    archive_init(&a, 14);
    archive_begin(&a, "gate-2");
    if (pthread_create(&tid, NULL, archive_purge_thread, &a) != 0)
        return 1;
    pthread_join(tid, NULL);
    return 0;
}
