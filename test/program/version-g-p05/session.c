// STD: gnu17
#include "kvstore.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct worker {
    pthread_t tid;
    struct kv_store *store;
    int device;
    int events;
};

static void device_key(char *k, size_t n, int device)
{
    snprintf(k, n, "device/%d/state", device);
}

/* record: "<online> <errors> <label>" */
static enum kv_status bump_errors(struct kv_store *s, int device)
{
    char key[KV_KEYLEN], cur[KV_VALLEN], next[KV_VALLEN], label[64];
    int online, errors, n;
    enum kv_status st;

    device_key(key, sizeof(key), device);
    st = kv_get(s, key, cur, sizeof(cur), NULL);
    if (st != KV_OK)
        return st;
    if (sscanf(cur, "%d %d %63s", &online, &errors, label) != 3)
        return KV_NOT_FOUND;
    n = snprintf(next, sizeof(next), "%d %d %s", online, errors + 1, label);
    return kv_put(s, key, next, (size_t)n); // EXPECT: unversioned-write
}

static enum kv_status set_online(struct kv_store *s, int device, int up)
{
    char key[KV_KEYLEN], cur[KV_VALLEN], next[KV_VALLEN], label[64];
    int online, errors, n;
    uint64_t rev;
    enum kv_status st;

    device_key(key, sizeof(key), device);
    do {
        st = kv_get(s, key, cur, sizeof(cur), &rev);
        if (st != KV_OK)
            return st;
        if (sscanf(cur, "%d %d %63s", &online, &errors, label) != 3)
            return KV_NOT_FOUND;
        n = snprintf(next, sizeof(next), "%d %d %s", up, errors, label);
        st = kv_put_if(s, key, next, (size_t)n, rev);
    } while (st == KV_CONFLICT);
    return st;
}

static void rename_device(struct kv_store *s, int device, const char *label)
{
    char key[KV_KEYLEN], cur[KV_VALLEN], next[KV_VALLEN], old[64];
    int online, errors, n;
    uint64_t rev;

    device_key(key, sizeof(key), device);
    if (kv_get(s, key, cur, sizeof(cur), &rev) != KV_OK)
        return;
    if (sscanf(cur, "%d %d %63s", &online, &errors, old) != 3)
        return;
    n = snprintf(next, sizeof(next), "%d %d %s", online, errors, label);
    kv_put_if(s, key, next, (size_t)n, rev); // EXPECT: ignored-conflict
}

static void *worker_main(void *arg)
{
    struct worker *w = arg;
    int i;

    for (i = 0; i < w->events; i++) {
        set_online(w->store, w->device, i & 1);
        bump_errors(w->store, w->device);
    }
    rename_device(w->store, w->device, "retired");
    return NULL;
}

int main(void)
{
    static struct kv_store store;
    struct worker w[4];
    int i;

    kv_init(&store);
    kv_put(&store, "device/7/state", "0 0 pump", 8);
    for (i = 0; i < 4; i++) {
        w[i] = (struct worker){ .store = &store, .device = 7, .events = 1000 };
        if (pthread_create(&w[i].tid, NULL, worker_main, &w[i]) != 0)
            return 1;
    }
    for (i = 0; i < 4; i++)
        pthread_join(w[i].tid, NULL);
    return 0;
}
