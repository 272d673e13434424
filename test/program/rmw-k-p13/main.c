// STD: gnu17
#include "sesstab.h"
#include <stdint.h>
#include <stdio.h>

extern int listener_accept(void);
extern int frame_read(int fd, char *buf, int cap);

static struct sesstab table;

static void *conn_main(void *arg)
{
    int fd = (int)(intptr_t)arg;
    char buf[1500];
    struct session *s = st_open(&table, fd);
    unsigned id;

    if (!s)
        return NULL;
    id = s->id;
    while (frame_read(fd, buf, sizeof buf) > 0)
        if (st_touch(&table, id) < 0)
            return NULL;
    st_close(&table, id);
    return NULL;
}

int main(void)
{
    pthread_t t;
    int fd;

    st_init(&table, 4096);
    if (reaper_start(&table) < 0)
        return 1;
    while ((fd = listener_accept()) >= 0)
        if (pthread_create(&t, NULL, conn_main, (void *)(intptr_t)fd) == 0)
            pthread_detach(t);
    printf("expired %lu\n", st_expired(&table));
    return 0;
}
