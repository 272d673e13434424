// RUN: %tocsin %s
// STD: gnu17
/* pkgcache.c - package metadata cache of the mirror daemon */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct pkg_meta {
    struct pkg_meta *next;
    char *name;
    size_t size;
} pkg_meta;

#define PKG_HASH 509

typedef struct {
    pthread_rwlock_t lock;
    pkg_meta *slot[PKG_HASH];
    size_t entries;
    size_t bytes;
} pkg_table;

static pkg_table table = { .lock = PTHREAD_RWLOCK_INITIALIZER };

static unsigned pkg_hash(const char *s)
{
    unsigned h = 5381;
    for (; *s; s++)
        h = h * 33 + (unsigned char)*s;
    return h % PKG_HASH;
}

static pkg_meta *table_find(pkg_table *t, const char *name)
{
    for (pkg_meta *m = t->slot[pkg_hash(name)]; m; m = m->next)
        if (strcmp(m->name, name) == 0)
            return m;
    return NULL;
}

static void table_link(pkg_table *t, pkg_meta *m)
{
    pkg_meta **slot = &t->slot[pkg_hash(m->name)];
    m->next = *slot;
    *slot = m;
    t->entries++;
    t->bytes += m->size;
}

static pkg_meta *meta_load(const char *name)
{
    char path[512];
    FILE *f;
    pkg_meta *m;

    snprintf(path, sizeof(path), "/var/cache/mirror/%s.json", name);
    if (!(f = fopen(path, "r")))
        return NULL;
    if ((m = calloc(1, sizeof(*m)))) {
        fseek(f, 0, SEEK_END);
        m->size = (size_t)ftell(f);
        m->name = strdup(name);
    }
    fclose(f);
    return m;
}

static void meta_free(pkg_meta *m)
{
    free(m->name);
    free(m);
}

pkg_meta *pkg_lookup(const char *name)
{
    pthread_rwlock_rdlock(&table.lock);
    pkg_meta *m = table_find(&table, name);
    pthread_rwlock_unlock(&table.lock);
    if (m)
        return m;

    m = meta_load(name);
    if (!m)
        return NULL;

    pthread_rwlock_wrlock(&table.lock);
    table_link(&table, m); // EXPECT: check-then-act
    pthread_rwlock_unlock(&table.lock);
    return m;
}

pkg_meta *pkg_refresh(const char *name)
{
    pkg_meta *fresh = meta_load(name), *m;
    if (!fresh)
        return NULL;

    pthread_rwlock_wrlock(&table.lock);
    m = table_find(&table, name);
    if (m) {
        table.bytes += fresh->size - m->size;
        m->size = fresh->size;
    } else {
        table_link(&table, fresh);
        m = fresh;
    }
    pthread_rwlock_unlock(&table.lock);
    if (m != fresh)
        meta_free(fresh);
    return m;
}

static void *http_worker(void *arg)
{
    char line[256];

    while (fgets(line, sizeof(line), (FILE *)arg)) {
        line[strcspn(line, "\r\n")] = 0;
        pkg_meta *m = line[0] == '!' ? pkg_refresh(line + 1) : pkg_lookup(line);
        printf("%s %s\n", m ? "200" : "404", line);
    }
    return NULL;
}

int main(void)
{
    pthread_t t[6];
    for (int i = 0; i < 6; i++)
        if (pthread_create(&t[i], NULL, http_worker, stdin))
            return 1;
    for (int i = 0; i < 6; i++)
        pthread_join(t[i], NULL);
    printf("%zu packages, %zu bytes\n", table.entries, table.bytes);
    return 0;
}
