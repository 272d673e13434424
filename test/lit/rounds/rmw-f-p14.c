// RUN: %tocsin %s
// STD: gnu17
/* zone.c - authoritative zone reload and dynamic update */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct rrset {
    char owner[64];
    char data[64];
};

struct zone_data {
    struct rrset *sets;
    size_t n;
};

struct zone {
    pthread_mutex_t mu;
    pthread_cond_t idle;
    struct zone_data *data;
    uint32_t serial;
    uint32_t generation;
    unsigned inflight;
    unsigned reloads;
    int dumping;
};

static struct zone_data *zone_data_copy(const struct zone_data *src, size_t extra)
{
    struct zone_data *d = calloc(1, sizeof(*d));
    if (!d)
        return NULL;
    d->sets = calloc(src->n + extra, sizeof(*d->sets));
    if (!d->sets) {
        free(d);
        return NULL;
    }
    memcpy(d->sets, src->sets, src->n * sizeof(*d->sets));
    d->n = src->n;
    return d;
}

static void zone_data_free(struct zone_data *d)
{
    free(d->sets);
    free(d);
}

static int zone_journal(const struct rrset *rr, uint32_t serial)
{
    FILE *f = fopen("/var/lib/named/zone.jnl", "a");
    if (!f)
        return -errno;
    fprintf(f, "%u %s %s\n", serial, rr->owner, rr->data);
    return fclose(f) ? -errno : 0;
}

/* Disk writes happen without the lock; a newer generation sends us round again. */
int zone_update(struct zone *z, const struct rrset *rr)
{
    struct zone_data *next, *old;
    uint32_t gen, serial;
    int rc;

    for (;;) {
        pthread_mutex_lock(&z->mu);
        gen = z->generation;
        serial = z->serial;
        next = zone_data_copy(z->data, 1);
        pthread_mutex_unlock(&z->mu);
        if (!next)
            return -ENOMEM;

        next->sets[next->n++] = *rr;
        rc = zone_journal(rr, serial + 1);
        if (rc < 0) {
            zone_data_free(next);
            return rc;
        }

        pthread_mutex_lock(&z->mu);
        if (z->generation == gen) {
            old = z->data;
            z->data = next;
            z->serial = serial + 1;
            z->generation = gen + 1;
            pthread_mutex_unlock(&z->mu);
            zone_data_free(old);
            return 0;
        }
        pthread_mutex_unlock(&z->mu);
        zone_data_free(next);
    }
}

int zone_replace(struct zone *z, struct zone_data *d, uint32_t serial)
{
    struct zone_data *old;

    pthread_mutex_lock(&z->mu);
    while (z->dumping)
        pthread_cond_wait(&z->idle, &z->mu);
    if ((int32_t)(serial - z->serial) <= 0) {
        pthread_mutex_unlock(&z->mu);
        return -ESTALE;
    }
    old = z->data;
    z->data = d;
    z->serial = serial;
    z->generation++;
    z->reloads++;
    pthread_mutex_unlock(&z->mu);
    zone_data_free(old);
    return 0;
}

static void *zone_dump(void *arg)
{
    struct zone *z = arg;
    struct zone_data *copy = NULL;

    pthread_mutex_lock(&z->mu);
    if (!z->dumping) {
        z->dumping = 1;
        copy = zone_data_copy(z->data, 0);
        pthread_mutex_unlock(&z->mu);
        for (size_t i = 0; copy && i < copy->n; i++)
            printf("%s %s\n", copy->sets[i].owner, copy->sets[i].data);
        pthread_mutex_lock(&z->mu);
        z->dumping = 0;
        pthread_cond_broadcast(&z->idle);
    }
    pthread_mutex_unlock(&z->mu);
    if (copy)
        zone_data_free(copy);
    return NULL;
}

int zone_dump_start(struct zone *z)
{
    pthread_t t;
    if (pthread_create(&t, NULL, zone_dump, z) != 0)
        return -errno;
    return pthread_detach(t);
}
