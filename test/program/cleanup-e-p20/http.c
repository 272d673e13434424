// STD: gnu17
#include <stdio.h>
#include <unistd.h>

#include "thumbs.h"

int thumbs_serve(struct thumb_table *t, uint64_t id, send_fn send, void *conn)
{
    struct thumb *th;
    int rc = -1;

    pthread_rwlock_rdlock(&t->index_lock);
    LIST_FOREACH(th, &t->head, link) {
        if (th->media_id != id)
            continue;
        rc = send(conn, th->jpeg, th->len);
        break;
    }
    pthread_rwlock_unlock(&t->index_lock);
    return rc;
}

static int send_fd(void *conn, const void *buf, size_t len)
{
    return write(*(int *)conn, buf, len) == (ssize_t)len ? 0 : -1;
}

static void *client(void *arg)
{
    struct thumb_table *t = arg;
    int out = 1;
    uint64_t id;

    for (id = 0; id < 1000; id++)
        thumbs_serve(t, id % 16, send_fd, &out);
    return NULL;
}

int main(void)
{
    static struct thumb_table table;
    static const unsigned char px[] = { 0xff, 0xd8, 0xff, 0xd9 };
    pthread_t tid[4];
    uint64_t i;

    thumbs_init(&table, 64u << 20);
    for (i = 0; i < 16; i++)
        thumbs_insert(&table, i, px, sizeof px);
    for (i = 0; i < 4; i++)
        pthread_create(&tid[i], NULL, client, &table);
    fprintf(stderr, "trimmed %u\n", thumbs_trim(&table, 900));
    for (i = 0; i < 4; i++)
        pthread_join(tid[i], NULL);
    return 0;
}
