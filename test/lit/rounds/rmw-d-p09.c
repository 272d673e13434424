// RUN: %tocsin %s
// STD: gnu17
/*
 * dircache.c - directory entry cache for the LDAP proxy.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DIR_SLOTS 509

typedef struct dentry {
    struct dentry *de_next;
    char *de_dn;
    char *de_attrs;
    unsigned long de_uses;
    time_t de_loaded;
} dentry_t;

typedef struct dircache {
    pthread_rwlock_t dc_rw;
    dentry_t *dc_slot[DIR_SLOTS];
    int dc_count;
    unsigned long dc_evicted;
} dircache_t;

extern char *backend_fetch(const char *dn);

static unsigned
dn_hash(const char *dn)
{
    unsigned h = 0;

    while (*dn != '\0')
        h = h * 31 + (unsigned char)*dn++;
    return (h % DIR_SLOTS);
}

static dentry_t *
dc_find(dircache_t *dc, const char *dn)
{
    dentry_t *de;

    for (de = dc->dc_slot[dn_hash(dn)]; de != NULL; de = de->de_next)
        if (strcmp(de->de_dn, dn) == 0)
            return (de);
    return (NULL);
}

static dentry_t *
dentry_new(const char *dn)
{
    dentry_t *de = calloc(1, sizeof (*de));

    if (de == NULL)
        return (NULL);
    de->de_dn = strdup(dn);
    de->de_attrs = backend_fetch(dn);
    de->de_loaded = time(NULL);
    de->de_uses++;
    return (de);
}

/* Copy of the attributes, or NULL. */
char *
dc_lookup(dircache_t *dc, const char *dn)
{
    dentry_t *de;
    char *res = NULL;

    pthread_rwlock_rdlock(&dc->dc_rw);
    de = dc_find(dc, dn);
    if (de != NULL) {
        de->de_uses++; /* feeds dc_evict() */ // EXPECT: lost-update
        res = strdup(de->de_attrs);
    }
    pthread_rwlock_unlock(&dc->dc_rw);
    return (res);
}

int
dc_load(dircache_t *dc, const char *dn)
{
    dentry_t *de;
    unsigned h = dn_hash(dn);

    pthread_rwlock_rdlock(&dc->dc_rw);
    de = dc_find(dc, dn);
    pthread_rwlock_unlock(&dc->dc_rw);
    if (de != NULL)
        return (0);

    de = dentry_new(dn);
    if (de == NULL)
        return (-1);
    pthread_rwlock_wrlock(&dc->dc_rw);
    de->de_next = dc->dc_slot[h];
    dc->dc_slot[h] = de; // EXPECT: check-then-act
    dc->dc_count++;
    pthread_rwlock_unlock(&dc->dc_rw);
    return (0);
}

/* Modify operations go through here after the backend has accepted them. */
int
dc_replace(dircache_t *dc, const char *dn, const char *attrs)
{
    dentry_t *de;
    char *copy;

    pthread_rwlock_rdlock(&dc->dc_rw);
    de = dc_find(dc, dn);
    pthread_rwlock_unlock(&dc->dc_rw);
    if (de == NULL)
        return (0);
    if ((copy = strdup(attrs)) == NULL)
        return (-1);
    pthread_rwlock_wrlock(&dc->dc_rw);
    de = dc_find(dc, dn);
    if (de != NULL) {
        free(de->de_attrs);
        de->de_attrs = copy;
        copy = NULL;
        de->de_uses = 0;
    }
    pthread_rwlock_unlock(&dc->dc_rw);
    free(copy);
    return (0);
}

void
dc_evict(dircache_t *dc, unsigned long min_uses)
{
    dentry_t **pp, *de;
    int i;

    pthread_rwlock_wrlock(&dc->dc_rw);
    for (i = 0; i < DIR_SLOTS; i++) {
        for (pp = &dc->dc_slot[i]; (de = *pp) != NULL; ) {
            if (de->de_uses >= min_uses) {
                de->de_uses /= 2;
                pp = &de->de_next;
                continue;
            }
            *pp = de->de_next;
            free(de->de_dn);
            free(de->de_attrs);
            free(de);
            dc->dc_count--;
            dc->dc_evicted++;
        }
    }
    pthread_rwlock_unlock(&dc->dc_rw);
}
