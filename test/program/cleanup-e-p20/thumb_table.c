// STD: gnu17
#include <stdlib.h>
#include <string.h>

#include "thumbs.h"

void thumbs_init(struct thumb_table *t, size_t limit)
{
    LIST_INIT(&t->head);
    pthread_rwlock_init(&t->index_lock, NULL);
    pthread_mutex_init(&t->trim_lock, NULL);
    t->bytes = 0;
    t->limit = limit;
}

struct thumb *thumbs_insert(struct thumb_table *t, uint64_t id,
                            const unsigned char *jpeg, uint32_t len)
{
    struct thumb *th = calloc(1, sizeof *th);

    if (th == NULL)
        return NULL;
    th->jpeg = malloc(len);
    if (th->jpeg == NULL) {
        free(th);
        return NULL;
    }
    memcpy(th->jpeg, jpeg, len);
    th->len = len;
    th->media_id = id;
    th->created = time(NULL);

    pthread_rwlock_wrlock(&t->index_lock);
    LIST_INSERT_HEAD(&t->head, th, link);
    t->bytes += len;
    pthread_rwlock_unlock(&t->index_lock);
    return th;
}

void thumb_drop(struct thumb_table *t, struct thumb *th)
{
    LIST_REMOVE(th, link);
    t->bytes -= th->len;
    free(th->jpeg);
    free(th);
}
