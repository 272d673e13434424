// RUN: %tocsin %s
// STD: gnu17
/* Item store of a small memory cache daemon: striped locks, one coarse clock updated by a timer thread. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define STRIPES 64

typedef uint32_t rel_time;

typedef struct item {
    struct item *next;
    rel_time accessed;
    uint16_t nkey;
    uint32_t nbytes;
    char data[];
} item;

struct stripe {
    pthread_mutex_t mu;
    item *head;
    unsigned evicted;
};

static struct stripe stripes[STRIPES];
static _Atomic rel_time current_time;

void *clock_thread(void *unused)
{
    (void)unused;
    for (;;) {
        usleep(1000000);
        atomic_fetch_add(&current_time, 1);
    }
    return NULL;
}

static unsigned hash(const char *k, size_t n)
{
    unsigned h = 2166136261u;

    while (n--)
        h = (h ^ (unsigned char)*k++) * 16777619u;
    return h % STRIPES;
}

item *item_get(const char *key, size_t nkey)
{
    struct stripe *s = &stripes[hash(key, nkey)];
    item *it;

    pthread_mutex_lock(&s->mu);
    for (it = s->head; it; it = it->next)
        if (it->nkey == nkey && memcmp(it->data, key, nkey) == 0)
            break;
    if (it)
        it->accessed = atomic_load(&current_time);
    pthread_mutex_unlock(&s->mu);
    return it;
}

int item_set(const char *key, size_t nkey, const void *val, size_t n)
{
    struct stripe *s = &stripes[hash(key, nkey)];
    item *it = malloc(sizeof *it + nkey + n);

    if (!it)
        return -1;
    it->nkey = (uint16_t)nkey;
    it->nbytes = (uint32_t)n;
    memcpy(it->data, key, nkey);
    memcpy(it->data + nkey, val, n);
    pthread_mutex_lock(&s->mu);
    it->accessed = atomic_load(&current_time);
    it->next = s->head;
    s->head = it;
    pthread_mutex_unlock(&s->mu);
    return 0;
}

int reply_value(int fd, const char *key, size_t nkey)
{
    item *it = item_get(key, nkey);

    if (!it)
        return (int)write(fd, "MISS\n", 5);
    return (int)write(fd, it->data + it->nkey, it->nbytes);
}

static void crawl(rel_time idle_max)
{
    rel_time now = atomic_load(&current_time);

    for (int i = 0; i < STRIPES; i++) {
        struct stripe *s = &stripes[i];
        item **pp, *it;

        pthread_mutex_lock(&s->mu);
        for (pp = &s->head; (it = *pp) != NULL;) {
            if (now - it->accessed <= idle_max) { // EXPECT: unsigned-age
                pp = &it->next;
                continue;
            }
            *pp = it->next;
            s->evicted++;
            free(it); // EXPECT: timestamp-cleanup
        }
        pthread_mutex_unlock(&s->mu);
        usleep(2000);
    }
}

void *crawler_thread(void *arg)
{
    rel_time idle_max = *(rel_time *)arg;

    for (;;) {
        sleep(30);
        crawl(idle_max);
    }
    return NULL;
}
