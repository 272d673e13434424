// RUN: %tocsin %s
// STD: gnu17
/* String interning for a template engine, used by all render threads. */
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NBUCKET 257

struct atom {
    struct atom *next;
    unsigned hash;
    unsigned uses;
    size_t len;
    char text[];
};

static pthread_mutex_t tab_mutex;
static pthread_once_t tab_once = PTHREAD_ONCE_INIT;
static struct atom **tab;
static size_t tab_count;

static __thread unsigned long local_lookups;
static __thread char *scratch;
static __thread size_t scratch_cap;

static void tab_setup(void)
{
    pthread_mutexattr_t a;

    pthread_mutexattr_init(&a);
    pthread_mutexattr_settype(&a, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&tab_mutex, &a);
    pthread_mutexattr_destroy(&a);
    if (!tab)
        tab = calloc(NBUCKET, sizeof(*tab));
    tab_count++;
}

static void tab_enter(void)
{
    pthread_once(&tab_once, tab_setup);
    pthread_mutex_lock(&tab_mutex);
}

static void tab_leave(void)
{
    pthread_mutex_unlock(&tab_mutex);
}

static char *scratch_get(size_t need)
{
    if (scratch_cap < need) {
        char *p = realloc(scratch, need * 2);

        if (!p)
            return NULL;
        scratch = p;
        scratch_cap = need * 2;
    }
    return scratch;
}

static struct atom *atom_new(const char *s, size_t n, unsigned h)
{
    struct atom *a = malloc(sizeof(*a) + n + 1);

    if (!a)
        return NULL;
    memcpy(a->text, s, n);
    a->text[n] = 0;
    a->len = n;
    a->hash = h;
    a->uses = 0;
    a->uses++;
    a->next = NULL;
    return a;
}

const char *intern(const char *s)
{
    size_t n = strlen(s), i;
    unsigned h = 0;
    struct atom *a;

    local_lookups++;
    for (i = 0; i < n; i++)
        h = h * 31 + (unsigned char)s[i];

    tab_enter();
    for (a = tab[h % NBUCKET]; a; a = a->next)
        if (a->hash == h && a->len == n && !memcmp(a->text, s, n))
            break;
    if (a) {
        a->uses++;
    } else {
        a = atom_new(s, n, h);
        if (a) {
            a->next = tab[h % NBUCKET];
            tab[h % NBUCKET] = a;
            tab_count++;
        }
    }
    tab_leave();
    return a ? a->text : NULL;
}

static void *render(void *arg)
{
    char *buf = scratch_get(64);
    int i;

    for (i = 0; buf && i < 1000; i++) {
        snprintf(buf, 64, "%s-%d", (const char *)arg, i % 50);
        if (!intern(buf))
            break;
    }
    free(scratch);
    scratch = NULL;
    return NULL;
}

int render_all(void)
{
    pthread_t a, b;

    if (pthread_create(&a, NULL, render, "title"))
        return -1;
    if (pthread_create(&b, NULL, render, "body")) {
        pthread_join(a, NULL);
        return -1;
    }
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
