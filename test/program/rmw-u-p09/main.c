#include "session.h"

#include <stdlib.h>
#include <unistd.h>

static struct session_table sessions;

int main(void)
{
    pthread_t reaper, admin;
    uint32_t id = 1;

    session_table_init(&sessions);
    if (pthread_create(&reaper, NULL, reaper_main, &sessions) ||
        pthread_create(&admin, NULL, admin_main, &sessions))
        return 1;
    pthread_detach(reaper);
    for (; id < 100000; id++) {
        if (!session_open(&sessions, id))
            break;
        session_append(&sessions, id, id % 1400);
        usleep(1000);
    }
    pthread_join(admin, NULL);
    return 0;
}
