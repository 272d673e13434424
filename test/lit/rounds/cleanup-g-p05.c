// RUN: %tocsin %s
// STD: gnu17
/* vol_cache.c - mounted volume cache of the file gateway */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <time.h>
#include <unistd.h>

struct volume {
    struct volume *next, **pprev;
    char name[64];
    char mnt[128];
    int opens;
    struct timespec last_used;
};

struct vol_cache {
    pthread_mutex_t mu;
    pthread_cond_t wake;
    struct volume *head;
    int shutdown;
    long idle_secs;
};

static void vc_lock(struct vol_cache *c) { pthread_mutex_lock(&c->mu); }
static void vc_unlock(struct vol_cache *c) { pthread_mutex_unlock(&c->mu); }

static void vol_unlink(struct volume *v)
{
    *v->pprev = v->next;
    if (v->next)
        v->next->pprev = v->pprev;
}

static void vol_touch(struct volume *v)
{
    clock_gettime(CLOCK_MONOTONIC, &v->last_used);
}

struct volume *vol_acquire(struct vol_cache *c, const char *name)
{
    struct volume *v;

    vc_lock(c);
    for (v = c->head; v; v = v->next)
        if (!strcmp(v->name, name))
            break;
    if (v) {
        v->opens++;
        vol_touch(v);
    }
    vc_unlock(c);
    return v;
}

void vol_release(struct vol_cache *c, struct volume *v)
{
    vc_lock(c);
    v->opens--;
    vol_touch(v);
    vc_unlock(c);
}

int vol_insert(struct vol_cache *c, const char *name, const char *mnt)
{
    struct volume *v = calloc(1, sizeof *v);

    if (!v)
        return -1;
    snprintf(v->name, sizeof v->name, "%s", name);
    snprintf(v->mnt, sizeof v->mnt, "%s", mnt);
    vol_touch(v);
    vc_lock(c);
    v->next = c->head;
    v->pprev = &c->head;
    if (c->head)
        c->head->pprev = &v->next;
    c->head = v;
    vc_unlock(c);
    return 0;
}

static int vol_idle_for(const struct volume *v, const struct timespec *now,
                        long secs)
{
    return now->tv_sec - v->last_used.tv_sec >= secs;
}

static void vol_discard(struct volume *v)
{
    if (umount2(v->mnt, 0) < 0)
        perror(v->mnt);
    else
        rmdir(v->mnt);
    free(v);
}

static int vc_trim(struct vol_cache *c)
{
    struct timespec now;
    struct volume *v, *next, *victims = NULL;
    int n = 0;

    clock_gettime(CLOCK_MONOTONIC, &now);
    vc_lock(c);
    for (v = c->head; v; v = next) {
        next = v->next;
        if (!vol_idle_for(v, &now, c->idle_secs))
            continue;
        if (v->opens > 0) {
            vol_touch(v);
            continue;
        }
        vol_unlink(v);
        v->next = victims;
        victims = v;
    }
    vc_unlock(c);

    for (v = victims; v; v = next) {
        next = v->next;
        vol_discard(v);
        n++;
    }
    return n;
}

void *vc_trimmer(void *arg)
{
    struct vol_cache *c = arg;

    for (;;) {
        vc_lock(c);
        if (c->shutdown) {
            vc_unlock(c);
            break;
        }
        vc_unlock(c);
        vc_trim(c);
        sleep(10);
    }
    return NULL;
}
