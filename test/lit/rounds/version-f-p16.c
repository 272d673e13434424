// RUN: %tocsin %s
// STD: gnu17
/*
 * attr_table.c - managed attributes of the chassis controller. SNMP, the CLI
 * and the REST agent change them through this module. Every client reads an
 * attribute with its generation first and sends the generation back.
 */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>

#define ATTR_MAX 128

struct attr_value {
    uint8_t  kind;
    uint8_t  len;
    uint8_t  data[62];
};

struct attr {
    uint32_t          id;
    uint32_t          generation;
    struct attr_value value;
    int               in_use;
};

struct attr_table {
    pthread_rwlock_t lock;
    struct attr      slot[ATTR_MAX];
};

int attr_table_init(struct attr_table *t)
{
    memset(t->slot, 0, sizeof t->slot);
    return pthread_rwlock_init(&t->lock, NULL);
}

static struct attr *attr_find(struct attr_table *t, uint32_t id)
{
    size_t i;

    for (i = 0; i < ATTR_MAX; i++)
        if (t->slot[i].in_use && t->slot[i].id == id)
            return &t->slot[i];
    return NULL;
}

int attr_read(struct attr_table *t, uint32_t id, struct attr_value *out, uint32_t *generation)
{
    struct attr *a;
    int rc = -ENOENT;

    pthread_rwlock_rdlock(&t->lock);
    a = attr_find(t, id);
    if (a) {
        *out = a->value;
        *generation = a->generation;
        rc = 0;
    }
    pthread_rwlock_unlock(&t->lock);
    return rc;
}

int attr_write(struct attr_table *t, uint32_t id, const struct attr_value *v, uint32_t expected_generation)
{
    struct attr *a;

    if (v->len > sizeof v->data)
        return -EINVAL;
    syslog(LOG_DEBUG, "attr %u: write, generation %u", id, expected_generation);
    pthread_rwlock_wrlock(&t->lock);
    a = attr_find(t, id);
    if (!a) {
        pthread_rwlock_unlock(&t->lock);
        return -ENOENT;
    }
    a->value = *v; // EXPECT: unchecked-version
    a->generation++;
    pthread_rwlock_unlock(&t->lock);
    return 0;
}

int attr_delete(struct attr_table *t, uint32_t id, uint32_t expected_generation)
{
    struct attr *a;
    int rc = 0;

    pthread_rwlock_wrlock(&t->lock);
    a = attr_find(t, id);
    if (!a)
        rc = -ENOENT;
    else if (a->generation != expected_generation)
        rc = -ESTALE;
    else
        a->in_use = 0;
    pthread_rwlock_unlock(&t->lock);
    return rc;
}

int attr_create(struct attr_table *t, uint32_t id, const struct attr_value *v)
{
    size_t i;
    int rc = -ENOSPC;

    pthread_rwlock_wrlock(&t->lock);
    if (attr_find(t, id)) {
        pthread_rwlock_unlock(&t->lock);
        return -EEXIST;
    }
    for (i = 0; i < ATTR_MAX; i++) {
        if (!t->slot[i].in_use) {
            t->slot[i].id = id;
            t->slot[i].generation = 1;
            t->slot[i].value = *v;
            t->slot[i].in_use = 1;
            rc = 0;
            break;
        }
    }
    pthread_rwlock_unlock(&t->lock);
    return rc;
}
