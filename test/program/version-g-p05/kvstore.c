// STD: gnu17
#include "kvstore.h"
#include <string.h>

static struct kv_entry *find(struct kv_store *s, const char *key)
{
    unsigned i;

    for (i = 0; i < s->used; i++)
        if (strcmp(s->slots[i].key, key) == 0)
            return &s->slots[i];
    return NULL;
}

static void assign(struct kv_entry *e, const char *val, size_t len)
{
    memcpy(e->value, val, len);
    e->value[len] = '\0';
    e->len = len;
    e->revision++;
}

void kv_init(struct kv_store *s)
{
    memset(s, 0, sizeof(*s));
    pthread_mutex_init(&s->lock, NULL);
}

enum kv_status kv_get(struct kv_store *s, const char *key, char *out, size_t cap, uint64_t *revision)
{
    enum kv_status st = KV_NOT_FOUND;
    struct kv_entry *e;

    pthread_mutex_lock(&s->lock);
    e = find(s, key);
    if (e && e->len + 1 <= cap) {
        memcpy(out, e->value, e->len + 1);
        if (revision)
            *revision = e->revision;
        st = KV_OK;
    } else if (e) {
        st = KV_TOO_BIG;
    }
    pthread_mutex_unlock(&s->lock);
    return st;
}

enum kv_status kv_put(struct kv_store *s, const char *key, const char *val, size_t len)
{
    enum kv_status st = KV_OK;
    struct kv_entry *e;

    if (len >= KV_VALLEN || strlen(key) >= KV_KEYLEN)
        return KV_TOO_BIG;
    pthread_mutex_lock(&s->lock);
    e = find(s, key);
    if (!e && s->used < KV_SLOTS) {
        e = &s->slots[s->used++];
        strcpy(e->key, key);
    }
    if (e)
        assign(e, val, len);
    else
        st = KV_FULL;
    pthread_mutex_unlock(&s->lock);
    return st;
}

enum kv_status kv_put_if(struct kv_store *s, const char *key, const char *val, size_t len,
                         uint64_t expected_revision)
{
    enum kv_status st = KV_OK;
    struct kv_entry *e;

    if (len >= KV_VALLEN)
        return KV_TOO_BIG;
    pthread_mutex_lock(&s->lock);
    e = find(s, key);
    if (!e)
        st = KV_NOT_FOUND;
    else if (e->revision != expected_revision)
        st = KV_CONFLICT;
    else
        assign(e, val, len);
    pthread_mutex_unlock(&s->lock);
    return st;
}
