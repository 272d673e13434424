// RUN: %tocsin %s
// STD: gnu17
/* Small stub-resolver cache shared by the query threads. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define SLOTS 32

struct entry {
    char name[48];
    unsigned addr;
    unsigned hits;
    int used;
};

static struct entry table[SLOTS];
static int entries;
static pthread_mutex_t table_mu = PTHREAD_MUTEX_INITIALIZER;

static struct entry *find(const char *name)
{
    for (int i = 0; i < SLOTS; i++)
        if (table[i].used && strcmp(table[i].name, name) == 0)
            return &table[i];
    return NULL;
}

static void insert(const char *name, unsigned addr)
{
    struct entry *e = &table[entries % SLOTS];
    snprintf(e->name, sizeof e->name, "%s", name);
    e->addr = addr;
    e->hits = 0;
    e->used = 1;
    entries++;
}

static unsigned query_upstream(const char *name)
{
    unsigned h = 2166136261u;
    struct timespec ts = {0, 100000};
    for (; *name; name++)
        h = (h ^ (unsigned char)*name) * 16777619u;
    nanosleep(&ts, NULL);
    return h;
}

static unsigned resolve(const char *name)
{
    unsigned addr;

    pthread_mutex_lock(&table_mu);
    struct entry *e = find(name);
    if (e) {
        unsigned hits = e->hits;
        addr = e->addr;
        pthread_mutex_unlock(&table_mu);
        if (hits % 100 == 0)
            printf("hot name %s (%u)\n", name, hits);
        pthread_mutex_lock(&table_mu);
        e->hits = hits + 1; // EXPECT: lost-update
        pthread_mutex_unlock(&table_mu);
        return addr;
    }
    pthread_mutex_unlock(&table_mu);

    addr = query_upstream(name);

    pthread_mutex_lock(&table_mu);
    insert(name, addr); // EXPECT: check-then-act
    pthread_mutex_unlock(&table_mu);
    return addr;
}

static void prefetch(const char *name)
{
    pthread_mutex_lock(&table_mu);
    int known = find(name) != NULL;
    pthread_mutex_unlock(&table_mu);
    if (known)
        return;

    unsigned addr = query_upstream(name);

    pthread_mutex_lock(&table_mu);
    if (!find(name))
        insert(name, addr);
    pthread_mutex_unlock(&table_mu);
}

static void *client(void *arg)
{
    char name[48];
    long id = (long)arg;
    for (int i = 0; i < 200; i++) {
        snprintf(name, sizeof name, "host%ld.example.org", (i + id) % 20);
        if (i % 7 == 0)
            prefetch(name);
        else
            resolve(name);
    }
    return NULL;
}

int main(void)
{
    pthread_t th[4];
    for (long i = 0; i < 4; i++)
        pthread_create(&th[i], NULL, client, (void *)i);
    for (int i = 0; i < 4; i++)
        pthread_join(th[i], NULL);
    printf("%d names\n", entries);
    return 0;
}
