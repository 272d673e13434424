#ifndef KVSTORE_H
#define KVSTORE_H
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

#define KV_SLOTS 256
#define KV_KEYLEN 48
#define KV_VALLEN 512

enum kv_status { KV_OK, KV_NOT_FOUND, KV_CONFLICT, KV_FULL, KV_TOO_BIG };

struct kv_entry {
    char key[KV_KEYLEN];
    char value[KV_VALLEN];
    size_t len;
    uint64_t revision;
};

struct kv_store {
    pthread_mutex_t lock;
    struct kv_entry slots[KV_SLOTS];
    unsigned used;
};

void kv_init(struct kv_store *s);
enum kv_status kv_get(struct kv_store *s, const char *key, char *out, size_t cap, uint64_t *revision);
enum kv_status kv_put(struct kv_store *s, const char *key, const char *val, size_t len);
enum kv_status kv_put_if(struct kv_store *s, const char *key, const char *val, size_t len,
                         uint64_t expected_revision);
#endif
