#ifndef THUMBS_H
#define THUMBS_H

#include <pthread.h>
#include <stdint.h>
#include <sys/queue.h>
#include <time.h>

struct thumb {
    LIST_ENTRY(thumb) link;
    uint64_t  media_id;
    time_t    created;
    uint32_t  len;
    unsigned char *jpeg;
};

LIST_HEAD(thumb_head, thumb);

struct thumb_table {
    struct thumb_head head;
    pthread_rwlock_t  index_lock;   /* list of thumbnails */
    pthread_mutex_t   trim_lock;    /* one trim pass at a time */
    size_t            bytes;
    size_t            limit;
};

/* thumb_table.c */
void thumbs_init(struct thumb_table *t, size_t limit);
struct thumb *thumbs_insert(struct thumb_table *t, uint64_t id,
                            const unsigned char *jpeg, uint32_t len);
void thumb_drop(struct thumb_table *t, struct thumb *th);

/* trim.c */
unsigned thumbs_trim(struct thumb_table *t, time_t max_age);

/* http.c */
typedef int (*send_fn)(void *conn, const void *buf, size_t len);
int thumbs_serve(struct thumb_table *t, uint64_t id, send_fn send, void *conn);

#endif
