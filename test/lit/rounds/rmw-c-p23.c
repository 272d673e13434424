// RUN: %tocsin %s
// STD: gnu17
/* Multi-tenant quotas: byte budgets plus a burst allowance per tenant. */
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define TENANTS 16

struct tenant {
    char name[16];
    int64_t used;
    int64_t limit;
};

static struct {
    pthread_rwlock_t lock;
    struct tenant tenants[TENANTS];
    int n;
} quota = { .lock = PTHREAD_RWLOCK_INITIALIZER };

static struct {
    pthread_mutex_t mu;
    int64_t tokens;
    unsigned long spills;
} burst = { .mu = PTHREAD_MUTEX_INITIALIZER, .tokens = 100000 };

static bool shared_burst;

static struct tenant *find_tenant(const char *name)
{
    for (int i = 0; i < quota.n; i++)
        if (strcmp(quota.tenants[i].name, name) == 0)
            return &quota.tenants[i];
    return NULL;
}

static int quota_add(const char *name, int64_t limit)
{
    int rc = -1;
    pthread_rwlock_wrlock(&quota.lock);
    if (find_tenant(name) == NULL && quota.n < TENANTS) {
        struct tenant *t = &quota.tenants[quota.n++];
        snprintf(t->name, sizeof t->name, "%s", name);
        t->limit = limit;
        rc = 0;
    }
    pthread_rwlock_unlock(&quota.lock);
    return rc;
}

static void burst_take(int64_t bytes)
{
    if (shared_burst)
        pthread_mutex_lock(&burst.mu);
    burst.tokens -= bytes; // EXPECT: lost-update
    if (shared_burst)
        pthread_mutex_unlock(&burst.mu);
}

static void burst_refill(int64_t bytes)
{
    pthread_mutex_lock(&burst.mu);
    burst.tokens += bytes;
    burst.spills++;
    pthread_mutex_unlock(&burst.mu);
}

static int quota_charge(const char *name, int64_t bytes)
{
    int rc = -1;
    pthread_rwlock_rdlock(&quota.lock);
    struct tenant *t = find_tenant(name);
    if (t == NULL)
        goto out;
    if (t->used + bytes <= t->limit) {
        t->used += bytes; // EXPECT: lost-update
        rc = 0;
    }
out:
    pthread_rwlock_unlock(&quota.lock);
    return rc;
}

static void quota_refund(const char *name, int64_t bytes)
{
    pthread_rwlock_wrlock(&quota.lock);
    struct tenant *t = find_tenant(name);
    if (t != NULL)
        t->used = t->used > bytes ? t->used - bytes : 0;
    pthread_rwlock_unlock(&quota.lock);
}

static void *frontend(void *arg)
{
    const char *name = arg;
    for (int i = 0; i < 1000; i++) {
        if (quota_charge(name, 512 + i) != 0)
            burst_take(512);
        if (i % 100 == 0) {
            quota_refund(name, 256);
            burst_refill(1024);
        }
    }
    return NULL;
}

int main(int argc, char **argv)
{
    (void)argv;
    shared_burst = argc > 1;
    quota_add("acme", 1000);
    quota_add("globex", 5000);
    pthread_t t[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, frontend, i % 2 ? "acme" : "globex");
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    printf("%lld tokens left\n", (long long)burst.tokens);
    return 0;
}
