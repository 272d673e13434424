#include "registry.h"
#include <stdio.h>
#include <string.h>

static struct reg_entry *find(struct registry *r, const char *name)
{
    for (int i = 0; i < r->count; i++)
        if (strcmp(r->entries[i].name, name) == 0)
            return &r->entries[i];
    return NULL;
}

static void commit(struct reg_entry *e, const char *value)
{
    snprintf(e->value, sizeof(e->value), "%s", value);
    e->version++;
}

void reg_init(struct registry *r)
{
    memset(r, 0, sizeof(*r));
    pthread_mutex_init(&r->lock, NULL);
}

enum reg_status reg_get(struct registry *r, const char *name, struct reg_entry *out)
{
    pthread_mutex_lock(&r->lock);
    struct reg_entry *e = find(r, name);
    if (e)
        *out = *e;
    pthread_mutex_unlock(&r->lock);
    return e ? REG_OK : REG_NOENT;
}

enum reg_status reg_add(struct registry *r, const char *name, const char *value)
{
    enum reg_status rc = REG_INVALID;
    pthread_mutex_lock(&r->lock);
    if (find(r, name)) {
        rc = REG_CONFLICT;
    } else if (r->count < REG_MAX) {
        struct reg_entry *e = &r->entries[r->count++];
        snprintf(e->name, sizeof(e->name), "%s", name);
        commit(e, value);
        rc = REG_OK;
    }
    pthread_mutex_unlock(&r->lock);
    return rc;
}

enum reg_status reg_update(struct registry *r, const char *name, const char *value, uint64_t expected_version)
{
    enum reg_status rc = REG_OK;
    pthread_mutex_lock(&r->lock);
    struct reg_entry *e = find(r, name);
    if (!e)
        rc = REG_NOENT;
    else if (e->version != expected_version)
        rc = REG_CONFLICT;
    else
        commit(e, value);
    pthread_mutex_unlock(&r->lock);
    return rc;
}

enum reg_status reg_rename(struct registry *r, const char *name, const char *to, uint64_t expected_version)
{
    pthread_mutex_lock(&r->lock);
    struct reg_entry *e = find(r, name);
    if (!e || e->version != expected_version) {
        pthread_mutex_unlock(&r->lock);
        return e ? REG_CONFLICT : REG_NOENT;
    }
    pthread_mutex_unlock(&r->lock);

    if (!reg_name_allowed(to))
        return REG_INVALID;

    pthread_mutex_lock(&r->lock);
    snprintf(e->name, sizeof(e->name), "%s", to); // EXPECT: unchecked-version
    e->version++;
    pthread_mutex_unlock(&r->lock);
    return REG_OK;
}

enum reg_status reg_append(struct registry *r, const char *name, const char *more, uint64_t expected_version)
{
    char joined[96];
    enum reg_status rc = REG_NOENT;
    pthread_mutex_lock(&r->lock);
    struct reg_entry *e = find(r, name);
    if (e) {
        snprintf(joined, sizeof(joined), "%.60s,%.30s", e->value, more);
        commit(e, joined); // EXPECT: unchecked-version
        rc = REG_OK;
    }
    pthread_mutex_unlock(&r->lock);
    return rc;
}
