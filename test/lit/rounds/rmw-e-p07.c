// RUN: %tocsin %s
// STD: gnu17
/* Image ingest workers: checksum and geo-tag every uploaded file. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NWORKERS 8

struct geo_db {
    size_t n;
    uint32_t *net;
    uint16_t *country;
};

static struct geo_db *g_geo;
static pthread_mutex_t g_geo_lock = PTHREAD_MUTEX_INITIALIZER;

static uint32_t *make_crc_table(void)
{
    uint32_t *t = malloc(256 * sizeof(*t));
    uint32_t c;
    int i, k;

    if (!t)
        abort();
    for (i = 0; i < 256; i++) {
        c = (uint32_t)i;
        for (k = 0; k < 8; k++)
            c = c & 1 ? 0xedb88320u ^ (c >> 1) : c >> 1;
        t[i] = c;
    }
    return t;
}

static uint32_t crc_of(const unsigned char *p, size_t n)
{
    static uint32_t *table;
    uint32_t crc = ~0u;

    if (table == NULL)
        table = make_crc_table(); // EXPECT: check-then-act
    while (n--)
        crc = table[(crc ^ *p++) & 0xff] ^ (crc >> 8);
    return ~crc;
}

static struct geo_db *geo_load(const char *path)
{
    struct geo_db *db = calloc(1, sizeof(*db));
    FILE *f;

    if (!db)
        return NULL;
    f = fopen(path, "rb");
    if (!f)
        return db;
    db->net = calloc(1024, sizeof(*db->net));
    db->country = calloc(1024, sizeof(*db->country));
    while (db->n < 1024 && fread(&db->net[db->n], 4, 1, f) == 1)
        db->n++;
    fclose(f);
    return db;
}

static const struct geo_db *geo_get(void)
{
    if (!g_geo) {
        pthread_mutex_lock(&g_geo_lock);
        if (!g_geo)
            g_geo = geo_load("/var/lib/ingest/geo.bin"); // EXPECT: check-then-act
        pthread_mutex_unlock(&g_geo_lock);
    }
    return g_geo;
}

struct job {
    const unsigned char *data;
    size_t len;
    uint32_t addr;
    uint32_t crc;
    int country;
};

static void *worker(void *arg)
{
    struct job *j = arg;
    const struct geo_db *db = geo_get();
    size_t i;

    j->crc = crc_of(j->data, j->len);
    j->country = -1;
    for (i = 0; db && i < db->n; i++)
        if (db->net[i] == (j->addr & 0xffffff00u))
            j->country = db->country[i];
    return NULL;
}

int ingest_batch(struct job *jobs, int n)
{
    pthread_t tid[NWORKERS];
    int i, m = n < NWORKERS ? n : NWORKERS, up = 0;

    for (i = 0; i < m; i++) {
        if (pthread_create(&tid[i], NULL, worker, &jobs[i]) != 0)
            break;
        up++;
    }
    for (i = 0; i < up; i++)
        pthread_join(tid[i], NULL);
    return up;
}
