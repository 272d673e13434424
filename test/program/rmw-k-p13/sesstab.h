#ifndef SESSTAB_H
#define SESSTAB_H
#include <pthread.h>
#include <time.h>

struct session {
    struct session *next;
    unsigned id;
    time_t last_seen;
    int fd;
};

struct sesstab {
    pthread_mutex_t lock;
    struct session *head;
    int count;
    int limit;
    unsigned next_id;
    unsigned long expired;
};

void st_init(struct sesstab *t, int limit);
void st_enter(struct sesstab *t);
void st_leave(struct sesstab *t);
struct session *st_open(struct sesstab *t, int fd);
int st_close(struct sesstab *t, unsigned id);
int st_touch(struct sesstab *t, unsigned id);
unsigned long st_expired(struct sesstab *t);

int reaper_start(struct sesstab *t);
#endif
