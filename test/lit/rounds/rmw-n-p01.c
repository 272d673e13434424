// RUN: %tocsin %s
// STD: gnu17
/* Topic registry of the broker: subscriber vectors, fan-out, retained message accounting. */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct subscriber { int fd; uint8_t qos; };

struct topic {
    char name[64];
    pthread_mutex_t mu;
    struct subscriber *subs;
    size_t nsubs, cap;
    uint64_t retained_bytes;
    uint64_t next_seq;
};

extern int broker_send(int fd, const void *buf, size_t len, uint64_t seq);
extern int store_append(const char *topic, const void *buf, size_t len);

struct topic *topic_new(const char *name)
{
    struct topic *t = calloc(1, sizeof *t);
    if (!t)
        return NULL;
    strncpy(t->name, name, sizeof t->name - 1);
    pthread_mutex_init(&t->mu, NULL);
    t->next_seq = 1;
    return t;
}

int topic_subscribe(struct topic *t, int fd, uint8_t qos)
{
    int rc = 0;
    pthread_mutex_lock(&t->mu);
    if (t->nsubs == t->cap) {
        size_t ncap = t->cap ? t->cap * 2 : 8;
        struct subscriber *n = realloc(t->subs, ncap * sizeof *n);
        if (!n) {
            rc = -ENOMEM;
            goto out;
        }
        t->subs = n;
        t->cap = ncap;
    }
    t->subs[t->nsubs].fd = fd;
    t->subs[t->nsubs].qos = qos;
    t->nsubs++;
out:
    pthread_mutex_unlock(&t->mu);
    return rc;
}

int topic_retain(struct topic *t, const void *buf, size_t len, uint64_t quota)
{
    uint64_t used;
    int rc;

    pthread_mutex_lock(&t->mu);
    used = t->retained_bytes;
    pthread_mutex_unlock(&t->mu);
    if (used + len > quota)
        return -ENOSPC;

    rc = store_append(t->name, buf, len);
    if (rc < 0)
        return rc;

    pthread_mutex_lock(&t->mu);
    t->retained_bytes = used + len; // EXPECT: lost-update
    pthread_mutex_unlock(&t->mu);
    return 0;
}

void topic_expire(struct topic *t, uint64_t bytes)
{
    pthread_mutex_lock(&t->mu);
    if (bytes > t->retained_bytes)
        bytes = t->retained_bytes;
    t->retained_bytes -= bytes;
    pthread_mutex_unlock(&t->mu);
}

int topic_publish(struct topic *t, const void *buf, size_t len)
{
    uint64_t seq;
    size_t i;
    int failed = 0;

    pthread_mutex_lock(&t->mu);
    seq = t->next_seq++;
    for (i = 0; i < t->nsubs; i++)
        if (broker_send(t->subs[i].fd, buf, len, seq) < 0)
            failed++;
    pthread_mutex_unlock(&t->mu);
    return failed;
}
