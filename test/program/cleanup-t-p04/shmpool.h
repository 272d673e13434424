#ifndef SHMPOOL_H
#define SHMPOOL_H
#include <sys/types.h>
#include <sys/shm.h>
#include <time.h>

#define POOL_MAX 64

struct pool_slot {
    int    shmid;
    key_t  key;
    char   owner[32];
};

struct shm_pool {
    struct pool_slot slot[POOL_MAX];
    int n;
    long max_age;
};

int  pool_load(struct shm_pool *p, const char *listfile);
int  slot_age(const struct pool_slot *s, long *age_out, struct shmid_ds *ds);
int  pool_trim_detached(struct shm_pool *p);
int  pool_trim(struct shm_pool *p);
void pool_forget(struct shm_pool *p, int i);
#endif
