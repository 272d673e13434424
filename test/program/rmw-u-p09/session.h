#ifndef SESSION_H
#define SESSION_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

struct session {
    struct session *next;
    uint32_t id;
    size_t buffered;
    time_t last_seen;
    bool closing;
};

struct session_table {
    pthread_mutex_t lock;
    struct session *head;
    unsigned nactive;
    size_t buffered_total;
};

void session_table_init(struct session_table *t);
struct session *session_open(struct session_table *t, uint32_t id);
struct session *session_detach(struct session_table *t, uint32_t id);
void session_account_gone(struct session_table *t, const struct session *s);
void session_append(struct session_table *t, uint32_t id, size_t nbytes);

void *reaper_main(void *table);
void *admin_main(void *table);
int admin_kick(struct session_table *t, uint32_t id);
int admin_drop_all(struct session_table *t);

#endif
