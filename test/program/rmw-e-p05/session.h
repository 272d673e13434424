#ifndef SESSION_H
#define SESSION_H

#include <pthread.h>
#include <stddef.h>
#include <time.h>

struct session {
    struct session *next;
    int fd;
    time_t last_io;
    size_t queued;
};

struct session_table {
    pthread_mutex_t lock;
    struct session *head;
    size_t queued_bytes;      /* sum over all sessions */
    size_t queue_limit;
    int shutdown;
};

void table_init(struct session_table *t, size_t limit);
struct session *session_open(struct session_table *t, int fd);
int session_enqueue(struct session_table *t, struct session *s, size_t n);
void session_flushed(struct session_table *t, struct session *s, size_t n);
void session_uncharge(struct session_table *t, const struct session *s);
void session_close(struct session_table *t, struct session *s);

int reaper_start(struct session_table *t, pthread_t *tid);

#endif
