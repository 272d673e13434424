#ifndef SESSION_H
#define SESSION_H
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#define SESSION_BUCKETS 256u

struct session {
    uint64_t id;
    uint64_t last_seen_ms;
    unsigned refs;
    int fd;
    bool authenticated;
    struct session *next;
};

struct session_table {
    pthread_mutex_t lock;
    struct session *buckets[SESSION_BUCKETS];
    unsigned live;
};

uint64_t mono_ms(void);
void session_table_init(struct session_table *t);
int session_open(struct session_table *t, uint64_t id, int fd);
struct session *session_find(struct session_table *t, uint64_t id);
void session_put(struct session_table *t, struct session *s);
void session_destroy(struct session *s);

unsigned reap_idle(struct session_table *t, uint64_t limit_ms);
unsigned reap_unauthenticated(struct session_table *t, uint64_t grace_ms);
unsigned reap_orphans(struct session_table *t, uint64_t now, uint64_t limit_ms);
#endif
