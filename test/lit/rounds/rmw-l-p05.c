// RUN: %tocsin %s
// STD: gnu17
/* spool.c - print spooler byte accounting */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct job {
    struct job *next;
    size_t len;
    char *data;
};

struct spool {
    pthread_mutex_t lock;
    pthread_cond_t room;
    pthread_cond_t work;
    size_t bytes;
    size_t limit;
    unsigned long seq;
    int closing;
    struct job *head, *tail;
};

int spool_put(struct spool *sp, const char *data, size_t len)
{
    struct job *j = malloc(sizeof *j);
    size_t held;

    if (!j)
        return ENOMEM;
    j->data = malloc(len);
    if (!j->data) {
        free(j);
        return ENOMEM;
    }
    memcpy(j->data, data, len);
    j->len = len;
    j->next = NULL;

    pthread_mutex_lock(&sp->lock);
    held = sp->bytes;
    while (sp->bytes + len > sp->limit && !sp->closing)
        pthread_cond_wait(&sp->room, &sp->lock);
    if (sp->closing) {
        pthread_mutex_unlock(&sp->lock);
        free(j->data);
        free(j);
        return ESHUTDOWN;
    }
    if (sp->tail)
        sp->tail->next = j;
    else
        sp->head = j;
    sp->tail = j;
    sp->bytes = held + len; // EXPECT: lost-update
    sp->seq++;
    pthread_cond_signal(&sp->work);
    pthread_mutex_unlock(&sp->lock);
    return 0;
}

struct job *spool_get(struct spool *sp)
{
    struct job *j;

    pthread_mutex_lock(&sp->lock);
    while (!sp->head && !sp->closing)
        pthread_cond_wait(&sp->work, &sp->lock);
    j = sp->head;
    if (j) {
        sp->head = j->next;
        if (!sp->head)
            sp->tail = NULL;
        sp->bytes -= j->len;
        pthread_cond_broadcast(&sp->room);
    }
    pthread_mutex_unlock(&sp->lock);
    return j;
}

static void *printer(void *arg)
{
    struct spool *sp = arg;
    struct job *j;

    while ((j = spool_get(sp)) != NULL) {
        struct timespec ts = { 0, (long)j->len * 100 };
        nanosleep(&ts, NULL);
        free(j->data);
        free(j);
    }
    return NULL;
}

static void *client(void *arg)
{
    struct spool *sp = arg;
    char buf[512];

    memset(buf, 'x', sizeof buf);
    for (int i = 0; i < 200; i++)
        if (spool_put(sp, buf, 64 + i) != 0)
            break;
    return NULL;
}

int main(void)
{
    static struct spool sp = { .limit = 4096 };
    pthread_t p, c[3];

    pthread_mutex_init(&sp.lock, NULL);
    pthread_cond_init(&sp.room, NULL);
    pthread_cond_init(&sp.work, NULL);
    pthread_create(&p, NULL, printer, &sp);
    for (int i = 0; i < 3; i++)
        pthread_create(&c[i], NULL, client, &sp);
    for (int i = 0; i < 3; i++)
        pthread_join(c[i], NULL);
    pthread_mutex_lock(&sp.lock);
    sp.closing = 1;
    pthread_cond_broadcast(&sp.work);
    pthread_mutex_unlock(&sp.lock);
    pthread_join(p, NULL);
    return 0;
}
