// STD: gnu17
/* Attributes of the objects of one bucket, kept in memory and journalled. */
#include "objstore.h"

#include <string.h>
#include <syslog.h>

static struct obj *find(struct objstore *s, const char *name)
{
    unsigned i;

    for (i = 0; i < s->n; i++)
        if (strncmp(s->tab[i].name, name, OBJ_NAME) == 0)
            return &s->tab[i];
    return NULL;
}

static int mem_load(struct objstore *s, const char *name, struct obj *out)
{
    struct obj *o;
    int rv = OBJ_ENOENT;

    pthread_mutex_lock(&s->mx);
    if ((o = find(s, name)) != NULL) {
        *out = *o;
        rv = OBJ_OK;
    }
    pthread_mutex_unlock(&s->mx);
    return rv;
}

static int mem_replace(struct objstore *s, const struct obj *in, uint64_t expected_generation)
{
    struct obj *o;
    int rv = OBJ_OK;

    pthread_mutex_lock(&s->mx);
    o = find(s, in->name);
    if (!o)
        rv = OBJ_ENOENT;
    else if (o->generation != expected_generation)
        rv = OBJ_ECONFLICT;
    else {
        *o = *in;
        o->generation = expected_generation + 1;
    }
    pthread_mutex_unlock(&s->mx);
    return rv;
}

static int mem_resize(struct objstore *s, const char *name, uint64_t size, uint64_t expected_generation)
{
    struct obj cur;

    if (mem_load(s, name, &cur) != OBJ_OK)
        return OBJ_ENOENT;
    cur.size = size;
    return mem_replace(s, &cur, expected_generation);
}

static int mem_chown(struct objstore *s, const char *name, uint32_t owner, uint64_t expected_generation)
{
    struct obj *o;
    int rv = OBJ_ENOENT;

    syslog(LOG_DEBUG, "chown %s -> %u (gen %llu)", name, owner,
           (unsigned long long)expected_generation);
    pthread_mutex_lock(&s->mx);
    o = find(s, name);
    if (o) {
        o->owner = owner; // EXPECT: unchecked-version
        o->generation++;
        rv = OBJ_OK;
    }
    pthread_mutex_unlock(&s->mx);
    return rv;
}

const struct objstore_ops mem_ops = { mem_load, mem_replace, mem_resize, mem_chown };
