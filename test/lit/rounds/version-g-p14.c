// RUN: %tocsin %s
// STD: gnu17
/* route table of the softswitch: versioned entries edited by CLI and peers */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NROUTES 128

struct route {
    char gateway[40];
    uint32_t metric;
    uint32_t version;
};

struct route_table {
    pthread_mutex_t lock;
    pthread_cond_t settled;
    int converging;
    struct route r[NROUTES];
};

static int resolve_gateway(const char *name, char *out, size_t n)
{
    return snprintf(out, n, "%s", name) < (int)n ? 0 : -ENAMETOOLONG;
}

static int check_version(struct route_table *t, int id, uint32_t expected)
{
    int rc;

    pthread_mutex_lock(&t->lock);
    rc = t->r[id].version == expected ? 0 : -ESTALE;
    pthread_mutex_unlock(&t->lock);
    return rc;
}

int route_set_gateway(struct route_table *t, int id, const char *name, uint32_t expected_version)
{
    char gw[40];
    int rc;

    if (id < 0 || id >= NROUTES)
        return -EINVAL;
    rc = check_version(t, id, expected_version);
    if (rc)
        return rc;
    rc = resolve_gateway(name, gw, sizeof(gw));
    if (rc)
        return rc;
    pthread_mutex_lock(&t->lock);
    memcpy(t->r[id].gateway, gw, sizeof(gw)); // EXPECT: unchecked-version
    t->r[id].version++;
    pthread_mutex_unlock(&t->lock);
    return 0;
}

int route_set_metric(struct route_table *t, int id, uint32_t metric, uint32_t expected_version)
{
    struct route *r = &t->r[id];

    pthread_mutex_lock(&t->lock);
    if (r->version != expected_version) {
        pthread_mutex_unlock(&t->lock);
        return -ESTALE;
    }
    while (t->converging)
        pthread_cond_wait(&t->settled, &t->lock);
    r->metric = metric; // EXPECT: unchecked-version
    r->version++;
    pthread_mutex_unlock(&t->lock);
    return 0;
}

int route_replace(struct route_table *t, int id, const struct route *nr, uint32_t expected_version)
{
    struct route *r = &t->r[id];
    char gw[40];
    int rc;

    rc = check_version(t, id, expected_version);   /* cheap early exit */
    if (rc)
        return rc;
    rc = resolve_gateway(nr->gateway, gw, sizeof(gw));
    if (rc)
        return rc;
    pthread_mutex_lock(&t->lock);
    while (t->converging)
        pthread_cond_wait(&t->settled, &t->lock);
    if (r->version != expected_version) {
        pthread_mutex_unlock(&t->lock);
        return -ESTALE;
    }
    memcpy(r->gateway, gw, sizeof(gw));
    r->metric = nr->metric;
    r->version++;
    pthread_mutex_unlock(&t->lock);
    return 0;
}

uint32_t route_read(struct route_table *t, int id, struct route *out)
{
    pthread_mutex_lock(&t->lock);
    *out = t->r[id];
    pthread_mutex_unlock(&t->lock);
    return out->version;
}

void route_converge(struct route_table *t, int on)
{
    pthread_mutex_lock(&t->lock);
    t->converging = on;
    if (!on)
        pthread_cond_broadcast(&t->settled);
    pthread_mutex_unlock(&t->lock);
}
