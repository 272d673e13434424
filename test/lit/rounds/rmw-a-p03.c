// RUN: %tocsin %s
// STD: gnu17
/* Session table of the login front end. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BUCKETS 64

struct session {
    struct session *next;
    char user[32];
    unsigned id;
    time_t last_seen;
    int stale;
};

struct session_table {
    pthread_mutex_t lock;
    struct session *bucket[BUCKETS];
};

static struct session_table sessions = { .lock = PTHREAD_MUTEX_INITIALIZER };

static unsigned hash_user(const char *s)
{
    unsigned h = 5381;
    while (*s)
        h = h * 33 + (unsigned char)*s++;
    return h % BUCKETS;
}

static struct session *lookup(struct session_table *t, unsigned h, const char *user)
{
    for (struct session *s = t->bucket[h]; s; s = s->next)
        if (strcmp(s->user, user) == 0)
            return s;
    return NULL;
}

static unsigned session_login(struct session_table *t, const char *user)
{
    unsigned h = hash_user(user);
    unsigned id = 0;
    time_t now = time(NULL);

    pthread_mutex_lock(&t->lock);
    struct session *s = lookup(t, h, user);
    if (s) {
        s->last_seen = now;
        s->stale = 0;
        id = s->id;
    }
    pthread_mutex_unlock(&t->lock);
    if (s)
        return id;

    struct session *fresh = calloc(1, sizeof *fresh);
    if (!fresh)
        return 0;
    snprintf(fresh->user, sizeof fresh->user, "%s", user);
    fresh->last_seen = now;
    id = fresh->id = (unsigned)random() | 1u;

    pthread_mutex_lock(&t->lock);
    fresh->next = t->bucket[h];
    t->bucket[h] = fresh; // EXPECT: check-then-act
    pthread_mutex_unlock(&t->lock);
    return id;
}

static unsigned session_expire(struct session_table *t, time_t before)
{
    unsigned marked = 0;
    pthread_mutex_lock(&t->lock);
    for (int i = 0; i < BUCKETS; i++)
        for (struct session *s = t->bucket[i]; s; s = s->next)
            if (!s->stale && s->last_seen < before) {
                s->stale = 1;
                marked++;
            }
    pthread_mutex_unlock(&t->lock);
    return marked;
}

static void *client(void *arg)
{
    char name[32];
    int base = *(int *)arg;
    for (int i = 0; i < 200; i++) {
        snprintf(name, sizeof name, "user%d", (base + i) % 50);
        session_login(&sessions, name);
    }
    return NULL;
}

static void *janitor(void *arg)
{
    (void)arg;
    for (int i = 0; i < 10; i++)
        session_expire(&sessions, time(NULL) - 60);
    return NULL;
}

int main(void)
{
    pthread_t t[6], j;
    int base[6];
    for (int i = 0; i < 6; i++) {
        base[i] = i;
        pthread_create(&t[i], NULL, client, &base[i]);
    }
    pthread_create(&j, NULL, janitor, NULL);
    for (int i = 0; i < 6; i++)
        pthread_join(t[i], NULL);
    pthread_join(j, NULL);
    printf("%u sessions left\n", session_expire(&sessions, time(NULL) + 1));
    return 0;
}
