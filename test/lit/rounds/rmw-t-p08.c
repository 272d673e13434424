// RUN: %tocsin %s
// STD: gnu17
/* Extent allocator of the block cache. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct extent {
    struct extent *next;
    uint32_t start, len;
};

struct arena {
    pthread_mutex_t mu;
    struct extent *free_list;
    uint32_t free_blocks;
    uint32_t low_water;
    unsigned long contended;
};

static pthread_once_t arenas_once = PTHREAD_ONCE_INIT;
static struct arena *arenas;
static unsigned n_arenas = 4;

static int arena_insert(struct arena *a, uint32_t start, uint32_t len)
{
    struct extent *e = malloc(sizeof(*e));

    if (!e)
        return -ENOMEM;
    e->start = start;
    e->len = len;
    e->next = a->free_list;
    a->free_list = e;
    a->free_blocks += len;
    return 0;
}

static void arenas_setup(void)
{
    struct arena *list = calloc(n_arenas, sizeof(*list));

    if (!list)
        abort();
    for (unsigned i = 0; i < n_arenas; i++) {
        pthread_mutex_init(&list[i].mu, NULL);
        if (arena_insert(&list[i], i << 16, 1u << 16) < 0)
            abort();
        list[i].low_water = list[i].free_blocks;
    }
    arenas = list;
}

static struct arena *arena_enter(unsigned hint)
{
    struct arena *a;

    pthread_once(&arenas_once, arenas_setup);
    for (unsigned i = 0; i < n_arenas; i++) {
        a = &arenas[(hint + i) % n_arenas];
        if (pthread_mutex_trylock(&a->mu) == 0)
            return a;
    }
    a = &arenas[hint % n_arenas];
    pthread_mutex_lock(&a->mu);
    a->contended++;
    return a;
}

static void arena_leave(struct arena *a)
{
    if (a->free_blocks < a->low_water)
        a->low_water = a->free_blocks;
    pthread_mutex_unlock(&a->mu);
}

static bool take_from(struct arena *a, uint32_t want, uint32_t *start)
{
    for (struct extent **pp = &a->free_list, *e; (e = *pp); pp = &e->next) {
        if (e->len < want)
            continue;
        *start = e->start;
        e->start += want;
        e->len -= want;
        a->free_blocks -= want;
        if (e->len == 0) {
            *pp = e->next;
            free(e);
        }
        return true;
    }
    return false;
}

int extent_alloc(unsigned hint, uint32_t want, uint32_t *start)
{
    struct arena *a = arena_enter(hint);
    bool ok = take_from(a, want, start);

    arena_leave(a);
    return ok ? 0 : -ENOSPC;
}

int extent_free(uint32_t start, uint32_t len)
{
    struct arena *a = &arenas[start >> 16];
    int rc;

    pthread_mutex_lock(&a->mu);
    rc = arena_insert(a, start, len);
    arena_leave(a);
    return rc;
}

static void *worker_main(void *arg)
{
    unsigned hint = (unsigned)(uintptr_t)arg;
    uint32_t start;

    for (unsigned i = 0; i < 5000; i++) {
        uint32_t len = 1 + i % 31;
        if (extent_alloc(hint, len, &start) == 0 && extent_free(start, len) < 0)
            fprintf(stderr, "worker %u: leaked %u blocks\n", hint, len);
    }
    return NULL;
}

int main(void)
{
    pthread_t th[8];

    for (uintptr_t i = 0; i < 8; i++)
        if (pthread_create(&th[i], NULL, worker_main, (void *)i) != 0)
            abort();
    for (int i = 0; i < 8; i++)
        pthread_join(th[i], NULL);
    for (unsigned i = 0; i < n_arenas; i++)
        printf("arena %u: low water %u, contended %lu\n", i, arenas[i].low_water, arenas[i].contended);
    return EXIT_SUCCESS;
}
