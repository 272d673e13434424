// STD: gnu17
#include "registry.h"

#include <stdio.h>
#include <string.h>

static struct reg_entry *find(struct registry *r, const char *name)
{
    for (unsigned i = 0; i < r->count; i++)
        if (strcmp(r->entries[i].name, name) == 0)
            return &r->entries[i];
    return NULL;
}

static void assign(struct registry *r, struct reg_entry *e, const char *value)
{
    snprintf(e->value, sizeof e->value, "%s", value);
    e->version++;
    r->generation++;
}

enum reg_status reg_get(struct registry *r, const char *name, struct reg_entry *out)
{
    struct reg_entry *e;

    pthread_mutex_lock(&r->lock);
    e = find(r, name);
    if (e)
        *out = *e;
    pthread_mutex_unlock(&r->lock);
    return e ? REG_OK : REG_MISSING;
}

enum reg_status reg_check(struct registry *r, const char *name, uint64_t version)
{
    enum reg_status st = REG_MISSING;
    struct reg_entry *e;

    pthread_mutex_lock(&r->lock);
    e = find(r, name);
    if (e)
        st = e->version == version ? REG_OK : REG_CONFLICT;
    pthread_mutex_unlock(&r->lock);
    return st;
}

enum reg_status reg_put(struct registry *r, const char *name, const char *value)
{
    enum reg_status st = REG_OK;
    struct reg_entry *e;

    pthread_mutex_lock(&r->lock);
    e = find(r, name);
    if (!e && r->count < REG_MAX) {
        e = &r->entries[r->count++];
        memset(e, 0, sizeof *e);
        snprintf(e->name, sizeof e->name, "%s", name);
    }
    if (e)
        assign(r, e, value);
    else
        st = REG_FULL;
    pthread_mutex_unlock(&r->lock);
    return st;
}

enum reg_status reg_put_if(struct registry *r, const char *name, const char *value, uint64_t expected)
{
    enum reg_status st = REG_OK;
    struct reg_entry *e;

    pthread_mutex_lock(&r->lock);
    e = find(r, name);
    if (!e)
        st = REG_MISSING;
    else if (e->version != expected)
        st = REG_CONFLICT;
    else
        assign(r, e, value);
    pthread_mutex_unlock(&r->lock);
    return st;
}

/* Entries live in the fixed array; the pointer remains valid while waiting. */
enum reg_status reg_put_idle(struct registry *r, const char *name, const char *value, uint64_t expected)
{
    struct reg_entry *e;

    pthread_mutex_lock(&r->lock);
    e = find(r, name);
    if (!e || e->version != expected) {
        pthread_mutex_unlock(&r->lock);
        return e ? REG_CONFLICT : REG_MISSING;
    }
    while (r->readers_out > 0)
        pthread_cond_wait(&r->idle, &r->lock);
    assign(r, e, value); // EXPECT: unchecked-version
    pthread_mutex_unlock(&r->lock);
    return REG_OK;
}

enum reg_status reg_drain_and_put(struct registry *r, const char *name, const char *value,
                                  uint64_t expected)
{
    enum reg_status st = REG_OK;
    struct reg_entry *e;

    pthread_mutex_lock(&r->lock);
    while (r->readers_out > 0)
        pthread_cond_wait(&r->idle, &r->lock);
    e = find(r, name);
    if (!e)
        st = REG_MISSING;
    else if (e->version != expected)
        st = REG_CONFLICT;
    else
        assign(r, e, value);
    pthread_mutex_unlock(&r->lock);
    return st;
}

/* Replaces the whole content with an edited export. */
enum reg_status reg_import(struct registry *r, const struct reg_entry *list, unsigned n,
                           uint64_t expected_generation)
{
    if (n > REG_MAX)
        return REG_FULL;
    pthread_mutex_lock(&r->lock);
    (void)expected_generation;
    memcpy(r->entries, list, n * sizeof *list);
    r->count = n; // EXPECT: unchecked-version
    r->generation++;
    pthread_mutex_unlock(&r->lock);
    return REG_OK;
}

void reg_lend(struct registry *r)
{
    pthread_mutex_lock(&r->lock);
    r->readers_out++;
    pthread_mutex_unlock(&r->lock);
}

void reg_return(struct registry *r)
{
    pthread_mutex_lock(&r->lock);
    if (--r->readers_out == 0)
        pthread_cond_broadcast(&r->idle);
    pthread_mutex_unlock(&r->lock);
}
