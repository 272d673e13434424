// RUN: %tocsin %s
// STD: gnu17
/* Segment files with a use count: how the count is consulted before the unlink. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#define TTL 600
struct segment {
    struct segment *next;
    char path[128];
    time_t created;
    int refs;
    bool deleting;
};
struct store {
    pthread_mutex_t lock;
    struct segment *all, *doomed;
};

struct segment *segment_get(struct store *s, int index)
{
    pthread_mutex_lock(&s->lock);
    struct segment *g = s->all;
    while (g && index-- > 0)
        g = g->next;
    bool live = g && !g->deleting;
    if (live)
        g->refs++;
    pthread_mutex_unlock(&s->lock);
    return live ? g : NULL;
}

void segment_put(struct store *s, struct segment *g)
{
    pthread_mutex_lock(&s->lock);
    g->refs--;
    pthread_mutex_unlock(&s->lock);
}

static time_t seconds(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return ts.tv_sec;
}

static bool old(const struct segment *g) { return seconds() - g->created > TTL; }

static void conjunctive(struct store *s)
{
    pthread_mutex_lock(&s->lock);
    for (struct segment *g = s->all; g; g = g->next)
        if (old(g) && g->refs == 0 && !g->deleting)
            g->deleting = unlink(g->path) == 0;
    pthread_mutex_unlock(&s->lock);
}

static void alternative(struct store *s)
{
    pthread_mutex_lock(&s->lock);
    for (struct segment *g = s->all; g; g = g->next)
        if (old(g) || g->refs == 0)
            unlink(g->path); // EXPECT: timestamp-cleanup
    pthread_mutex_unlock(&s->lock);
}

static void reported(struct store *s)
{
    pthread_mutex_lock(&s->lock);
    for (struct segment *g = s->all; g; g = g->next) {
        if (!old(g))
            continue;
        if (g->refs > 0)
            fprintf(stderr, "%s: %d readers\n", g->path, g->refs);
        unlink(g->path); // EXPECT: timestamp-cleanup
    }
    pthread_mutex_unlock(&s->lock);
}

static void head_consulted(struct store *s)
{
    pthread_mutex_lock(&s->lock);
    for (struct segment *g = s->all; g; g = g->next)
        if (old(g) && s->all->refs == 0)
            unlink(g->path); // EXPECT: timestamp-cleanup
    pthread_mutex_unlock(&s->lock);
}

static void after_unlock(struct store *s, struct segment *g)
{
    pthread_mutex_lock(&s->lock);
    bool idle = g->refs == 0 && old(g);
    pthread_mutex_unlock(&s->lock);
    if (idle)
        unlink(g->path); // EXPECT: timestamp-cleanup
}

static void after_unlock_marked(struct store *s, struct segment *g)
{
    pthread_mutex_lock(&s->lock);
    bool idle = g->refs == 0 && old(g) && !g->deleting;
    if (idle)
        g->deleting = true;
    pthread_mutex_unlock(&s->lock);
    if (idle)
        unlink(g->path);
}

static void overridden(struct store *s)
{
    pthread_mutex_lock(&s->lock);
    for (struct segment *g = s->all; g; g = g->next) {
        if (g->refs != 0 && seconds() - g->created < 4 * TTL)
            continue;
        if (old(g))
            unlink(g->path); // EXPECT: timestamp-cleanup
    }
    pthread_mutex_unlock(&s->lock);
}

static void goto_skip(struct store *s, struct segment *g)
{
    pthread_mutex_lock(&s->lock);
    if (g->refs || g->deleting || !old(g))
        goto out;
    g->deleting = unlink(g->path) == 0;
out:
    pthread_mutex_unlock(&s->lock);
}

static void *cleaner(void *arg)
{
    struct store *s = arg;
    conjunctive(s); alternative(s); reported(s); head_consulted(s); overridden(s);
    after_unlock(s, s->doomed); after_unlock_marked(s, s->doomed); goto_skip(s, s->doomed);
    return NULL;
}

int main(void)
{
    static struct store s = { .lock = PTHREAD_MUTEX_INITIALIZER };
    pthread_t th; s.doomed = s.all = calloc(1, sizeof *s.all);
    if (!s.all || pthread_create(&th, NULL, cleaner, &s) != 0)
        return 1;
    struct segment *g;
    for (int i = 0; i < 1000 && (g = segment_get(&s, 0)) != NULL; i++)
        segment_put(&s, g);
    return pthread_join(th, NULL);
}
