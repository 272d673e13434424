#ifndef OBJTAB_H
#define OBJTAB_H
#include <pthread.h>
#include <stdint.h>
#include <sys/queue.h>

enum obj_state { OBJ_LIVE, OBJ_DELETED };

struct obj {
    TAILQ_ENTRY(obj) link;
    uint64_t       id;
    enum obj_state state;
    int            readers;
    int64_t        deleted_ms;
    int64_t        last_access_ms;
    void          *blob;
};

TAILQ_HEAD(obj_list, obj);

struct objtab {
    pthread_mutex_t lock;
    struct obj_list objs;
    int64_t         linger_ms;
};

int64_t     now_ms(void);
void        objtab_init(struct objtab *t, int64_t linger_ms);
struct obj *obj_get(struct objtab *t, uint64_t id);
void        obj_put(struct objtab *t, struct obj *o);
int         obj_mark_deleted(struct objtab *t, uint64_t id);
int         obj_undelete(struct objtab *t, uint64_t id);
int         objtab_collect(struct objtab *t);
#endif
