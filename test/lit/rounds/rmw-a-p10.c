// RUN: %tocsin %s
// STD: gnu17
/* Name resolution helper used from every request thread. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct resolver {
    int timeout_ms;
    int attempts;
    char server[64];
};

static pthread_mutex_t resolver_lock = PTHREAD_MUTEX_INITIALIZER;
static struct resolver *resolver;
static unsigned long lookups;

static pthread_once_t suffix_once = PTHREAD_ONCE_INIT;
static char suffix[64];

static void build_suffix(void)
{
    const char *env = getenv("SEARCH_DOMAIN");
    snprintf(suffix, sizeof suffix, "%s", env ? env : "local");
}

static struct resolver *resolver_get(void)
{
    if (resolver == NULL) {
        pthread_mutex_lock(&resolver_lock);
        if (resolver == NULL) {
            struct resolver *r = calloc(1, sizeof *r);
            if (r) {
                r->timeout_ms = 1500;
                r->attempts = 3;
                strcpy(r->server, "127.0.0.53");
                resolver = r; // EXPECT: check-then-act
            }
        }
        pthread_mutex_unlock(&resolver_lock);
    }
    return resolver;
}

static const char *local_hostname(void)
{
    static char *cached;
    if (!cached) {
        char buf[256];
        if (gethostname(buf, sizeof buf) != 0)
            return "localhost";
        buf[sizeof buf - 1] = '\0';
        cached = strdup(buf); // EXPECT: check-then-act
    }
    return cached;
}

static int resolve(const char *name, char *out, size_t len)
{
    struct resolver *r = resolver_get();
    if (!r)
        return -1;
    pthread_once(&suffix_once, build_suffix);
    snprintf(out, len, "%s.%s@%s via %s", name, suffix, r->server, local_hostname());

    pthread_mutex_lock(&resolver_lock);
    lookups++;
    pthread_mutex_unlock(&resolver_lock);
    return 0;
}

static void *request_thread(void *arg)
{
    char out[512], name[32];
    for (int i = 0; i < 100; i++) {
        snprintf(name, sizeof name, "host%d", i);
        if (resolve(name, out, sizeof out) != 0)
            fprintf(stderr, "thread %d: resolve failed\n", *(int *)arg);
    }
    return NULL;
}

int main(void)
{
    pthread_t t[4];
    int n[4];
    for (int i = 0; i < 4; i++) {
        n[i] = i;
        pthread_create(&t[i], NULL, request_thread, &n[i]);
    }
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    printf("%lu lookups\n", lookups);
    free(resolver);
    return 0;
}
