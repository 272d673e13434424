// STD: gnu17
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "session.h"

#define READERS 4

static void *reader_main(void *arg)
{
    int fd = *(int *)arg;
    unsigned char buf[256];
    ssize_t n;
    while ((n = read(fd, buf, sizeof buf)) > 8) {
        uint32_t id = buf[0] | (uint32_t)buf[1] << 8;
        uint32_t seq = buf[4] | (uint32_t)buf[5] << 8 | (uint32_t)buf[6] << 16;
        if (buf[2] == 'o')
            session_open(id);
        else
            session_input(id, seq, buf + 8, (uint32_t)n - 8);
    }
    return NULL;
}

static void *ager_main(void *arg)
{
    unsigned total = 0, closed;
    (void)arg;
    for (;;) {
        sleep(10);
        session_age(8, &closed);
        total += closed;
        fprintf(stderr, "closed %u, %u in all\n", closed, total);
    }
    return NULL;
}

int main(void)
{
    static int fds[READERS] = { 3, 4, 5, 6 };
    pthread_t t[READERS], ager;
    if (conn_table_init(512) != 0)
        return EXIT_FAILURE;
    if (pthread_create(&ager, NULL, ager_main, NULL) != 0)
        return EXIT_FAILURE;
    for (int i = 0; i < READERS; i++)
        if (pthread_create(&t[i], NULL, reader_main, &fds[i]) != 0)
            return EXIT_FAILURE;
    for (int i = 0; i < READERS; i++)
        pthread_join(t[i], NULL);
    return EXIT_SUCCESS;
}
