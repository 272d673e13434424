// STD: gnu17
#include "bask.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int append(struct bask *db, const void *val, uint32_t len, off_t *off)
{
    ssize_t n = pwrite(db->fd, val, len, db->cur_off);

    if (n != (ssize_t)len)
        return n < 0 ? -errno : -EIO;
    *off = db->cur_off;
    db->cur_off += len;
    if (db->cur_off > (off_t)1 << 30) {
        db->cur_file++;
        db->cur_off = 0;
    }
    return 0;
}

static int load_hints(struct bask *db)
{
    char line[64];
    ssize_t n = pread(db->fd, line, sizeof line, 0);

    if (n < 0)
        return -errno;
    if (n == (ssize_t)sizeof line && keydir_put(db, line, 16, 0, 64, 0) == 0)
        db->cur_off += n;
    if (db->keys == 0)
        db->cur_file++;
    return 0;
}

int bask_open(struct bask *db, int fd)
{
    int rc;

    memset(db, 0, sizeof *db);
    db->fd = fd;
    pthread_mutex_init(&db->mtx, NULL);
    pthread_cond_init(&db->work, NULL);
    rc = load_hints(db);
    if (rc == 0)
        rc = merge_start(db);
    return rc;
}

static int set_locked(struct bask *db, const char *key, size_t klen, const void *val, uint32_t len)
{
    off_t off;
    uint32_t file = db->cur_file;
    int rc = append(db, val, len, &off);

    if (rc == 0)
        rc = keydir_put(db, key, klen, file, off, len);
    if (rc == 0 && db->dead_bytes > 1u << 26 && !db->merging) {
        db->merging = 1;
        pthread_cond_signal(&db->work);
    }
    return rc;
}

int bask_set(struct bask *db, const char *key, size_t klen, const void *val, uint32_t len)
{
    int rc;

    pthread_mutex_lock(&db->mtx);
    rc = set_locked(db, key, klen, val, len);
    pthread_mutex_unlock(&db->mtx);
    return rc;
}

int bask_setnx(struct bask *db, const char *key, size_t klen, const void *val, uint32_t len)
{
    int rc = -EEXIST;

    pthread_mutex_lock(&db->mtx);
    if (!keydir_find(db, key, klen))
        rc = set_locked(db, key, klen, val, len);
    pthread_mutex_unlock(&db->mtx);
    return rc;
}

void bask_del(struct bask *db, const char *key, size_t klen)
{
    pthread_mutex_lock(&db->mtx);
    if (keydir_find(db, key, klen))
        keydir_del(db, key, klen);
    pthread_mutex_unlock(&db->mtx);
}

void bask_close(struct bask *db)
{
    size_t i;

    merge_stop(db);
    for (i = 0; i < BASK_BUCKETS; i++)
        while (db->dir[i]) {
            struct bask_ent *e = db->dir[i];
            db->dir[i] = e->next;
            db->keys--;
            free(e);
        }
    close(db->fd);
}
