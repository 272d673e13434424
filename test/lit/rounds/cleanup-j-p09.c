// RUN: %tocsin %s
// STD: gnu17
/* plugin host: keep loaded codec modules around for a while, then unload.
 * Decoder threads bump m->users for the duration of a decode. */
#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct module {
    struct module *next;
    char           name[64];
    void          *handle;
    long           last_used;   /* monotonic seconds */
    int            users;
};

static struct module  *modules;
static pthread_mutex_t modules_mtx = PTHREAD_MUTEX_INITIALIZER;

static long ticks(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (long)ts.tv_sec;
}

struct module *module_get(const char *name)
{
    struct module *m;

    pthread_mutex_lock(&modules_mtx);
    for (m = modules; m; m = m->next)
        if (strcmp(m->name, name) == 0)
            break;
    if (!m && (m = calloc(1, sizeof *m)) != NULL) {
        snprintf(m->name, sizeof m->name, "%s", name);
        m->handle = dlopen(name, RTLD_NOW | RTLD_LOCAL);
        m->next = modules;
        modules = m;
    }
    if (m) {
        m->users++;
        m->last_used = ticks();
    }
    pthread_mutex_unlock(&modules_mtx);
    return m;
}

void module_put(struct module *m)
{
    pthread_mutex_lock(&modules_mtx);
    m->users--;
    m->last_used = ticks();
    pthread_mutex_unlock(&modules_mtx);
}

static void module_unload(struct module *m)
{
    struct module **pp = &modules;

    while (*pp && *pp != m)
        pp = &(*pp)->next;
    if (*pp)
        *pp = m->next;
    if (m->handle)
        dlclose(m->handle);
    free(m);
}

/* Called from the housekeeping timer; unloads at most one module. */
int module_trim(long max_idle)
{
    struct module *victim = NULL, *m;
    long now = ticks();

    pthread_mutex_lock(&modules_mtx);
    for (m = modules; m; m = m->next) {
        if (m->users == 0 && now - m->last_used > max_idle) {
            victim = m;
            break;
        }
    }
    pthread_mutex_unlock(&modules_mtx);

    if (!victim)
        return 0;
    fprintf(stderr, "unloading %s\n", victim->name);

    pthread_mutex_lock(&modules_mtx);
    module_unload(victim); // EXPECT: timestamp-cleanup
    pthread_mutex_unlock(&modules_mtx);
    return 1;
}
