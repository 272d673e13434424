// STD: gnu17
#include "bask.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static unsigned slot(const char *key, size_t klen)
{
    unsigned h = 2166136261u;
    while (klen--)
        h = (h ^ (unsigned char)*key++) * 16777619u;
    return h % BASK_BUCKETS;
}

struct bask_ent *keydir_find(struct bask *db, const char *key, size_t klen)
{
    struct bask_ent *e = db->dir[slot(key, klen)];
    while (e && (e->klen != klen || memcmp(e->key, key, klen) != 0))
        e = e->next;
    return e;
}

void keydir_charge_dead(struct bask *db, uint32_t len)
{
    db->dead_bytes += len;
}

int keydir_put(struct bask *db, const char *key, size_t klen, uint32_t file, off_t off, uint32_t len)
{
    struct bask_ent *e = keydir_find(db, key, klen);

    if (e) {
        keydir_charge_dead(db, e->len);
    } else {
        unsigned s = slot(key, klen);
        e = malloc(sizeof *e + klen);
        if (!e)
            return -ENOMEM;
        e->klen = klen;
        memcpy(e->key, key, klen);
        e->next = db->dir[s];
        db->dir[s] = e;
        db->keys++;
    }
    e->file = file;
    e->off = off;
    e->len = len;
    return 0;
}

void keydir_del(struct bask *db, const char *key, size_t klen)
{
    struct bask_ent **pp = &db->dir[slot(key, klen)], *e;

    while ((e = *pp) != NULL) {
        if (e->klen == klen && memcmp(e->key, key, klen) == 0) {
            *pp = e->next;
            db->keys--;
            keydir_charge_dead(db, e->len);
            free(e);
            return;
        }
        pp = &e->next;
    }
}
