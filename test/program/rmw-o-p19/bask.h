#ifndef BASK_H
#define BASK_H
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define BASK_BUCKETS 1024
#define BASK_WORKERS 3

struct bask_ent {
    struct bask_ent *next;
    uint32_t file, len;
    off_t off;
    size_t klen;
    char key[];
};

struct bask {
    pthread_mutex_t mtx;
    pthread_cond_t work;
    struct bask_ent *dir[BASK_BUCKETS];
    size_t keys;
    size_t dead_bytes;
    uint32_t cur_file;
    off_t cur_off;
    int fd;
    int merging;
    int stop;
    unsigned long scanned[BASK_WORKERS];
    unsigned long total_scanned;
    pthread_t worker[BASK_WORKERS];
    int nworkers;
};

/* keydir.c - the caller holds db->mtx, or the store is not open yet */
struct bask_ent *keydir_find(struct bask *db, const char *key, size_t klen);
int keydir_put(struct bask *db, const char *key, size_t klen, uint32_t file, off_t off, uint32_t len);
void keydir_del(struct bask *db, const char *key, size_t klen);
void keydir_charge_dead(struct bask *db, uint32_t len);

/* store.c */
int bask_open(struct bask *db, int fd);
int bask_set(struct bask *db, const char *key, size_t klen, const void *val, uint32_t len);
int bask_setnx(struct bask *db, const char *key, size_t klen, const void *val, uint32_t len);
void bask_del(struct bask *db, const char *key, size_t klen);
void bask_close(struct bask *db);

/* merge.c */
int merge_start(struct bask *db);
void merge_stop(struct bask *db);
#endif
