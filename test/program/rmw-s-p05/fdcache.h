#ifndef FDCACHE_H
#define FDCACHE_H
#include <pthread.h>
#include <stdint.h>

struct fdent {
    char *path;
    int fd;
    unsigned refs;
    struct fdent *next;
};

struct fdcache {
    pthread_mutex_t mu;
    struct fdent *head;
    unsigned entries;
};

struct quota {
    pthread_mutex_t mu;
    uint64_t used;
    uint64_t limit;
};

void fdcache_init(struct fdcache *c);
struct fdent *fdcache_lookup(struct fdcache *c, const char *path);
struct fdent *fdcache_insert(struct fdcache *c, const char *path, int fd);
struct fdent *fdcache_open(struct fdcache *c, const char *path);
void fdcache_release(struct fdcache *c, struct fdent *e);

uint64_t quota_used(struct quota *q);
void quota_assign(struct quota *q, uint64_t used);
int quota_charge(struct quota *q, uint64_t n);
#endif
