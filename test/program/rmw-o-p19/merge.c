// STD: gnu17
#include "bask.h"
#include <stdlib.h>
#include <unistd.h>

struct job {
    struct bask *db;
    int idx;
};

static void scan_stripe(struct bask *db, int idx)
{
    size_t i;
    for (i = (size_t)idx; i < BASK_BUCKETS; i += BASK_WORKERS) {
        struct bask_ent *e;
        for (e = db->dir[i]; e; e = e->next)
            db->scanned[idx]++;
    }
}

static int rewrite_old(int fd, size_t dead)
{
    return dead > 0 ? fdatasync(fd) : 0;
}

static void *merge_main(void *arg)
{
    struct job *j = arg;
    struct bask *db = j->db;

    pthread_mutex_lock(&db->mtx);
    while (!db->stop) {
        size_t dead;
        int rc;

        while (!db->merging && !db->stop)
            pthread_cond_wait(&db->work, &db->mtx);
        if (db->stop)
            break;
        db->merging = 0;
        dead = db->dead_bytes;
        db->dead_bytes = 0;
        scan_stripe(db, j->idx);
        pthread_mutex_unlock(&db->mtx);
        rc = rewrite_old(db->fd, dead);
        pthread_mutex_lock(&db->mtx);
        if (rc != 0)
            db->dead_bytes += dead;
    }
    pthread_mutex_unlock(&db->mtx);
    free(j);
    return NULL;
}

int merge_start(struct bask *db)
{
    int i;
    for (i = 0; i < BASK_WORKERS; i++) {
        struct job *j = malloc(sizeof *j);
        if (!j)
            return -1;
        j->db = db;
        j->idx = i;
        if (pthread_create(&db->worker[i], NULL, merge_main, j) != 0) {
            free(j);
            return -1;
        }
        db->nworkers++;
    }
    return 0;
}

void merge_stop(struct bask *db)
{
    int i;

    pthread_mutex_lock(&db->mtx);
    db->stop = 1;
    pthread_cond_broadcast(&db->work);
    pthread_mutex_unlock(&db->mtx);
    for (i = 0; i < db->nworkers; i++)
        pthread_join(db->worker[i], NULL);
    for (i = 0; i < BASK_WORKERS; i++)
        db->total_scanned += db->scanned[i];
}
