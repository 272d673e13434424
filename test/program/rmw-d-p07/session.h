#ifndef SESSION_H
#define SESSION_H
#include <pthread.h>
#include <stddef.h>

struct outmsg {
    struct outmsg *next;
    size_t len;
    char text[];
};

struct outq {
    pthread_mutex_t mtx;
    struct outmsg *head, **tail;
    unsigned len;
};

struct session {
    struct session *next;
    int fd;
    char user[32];
    size_t window;
    struct outq q;
};

struct session_table {
    pthread_mutex_t lock;
    struct session *list;
    size_t buffered;
    unsigned nsessions;
};

extern struct session_table g_sessions;

unsigned outq_len(struct outq *q);
void outq_push(struct outq *q, struct outmsg *m);
struct outmsg *outq_pop(struct outq *q);

void session_charge(struct session_table *t, long delta);
int session_open(struct session_table *t, int fd, const char *user);
int session_queue(struct session_table *t, struct session *s, struct outmsg *m);
void session_discard(struct session_table *t, struct session *s);
int admin_start(int fd, int nthreads);
#endif
