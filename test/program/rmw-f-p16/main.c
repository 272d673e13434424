// STD: gnu17
#include "seat.h"
#include <stdio.h>
#include <string.h>

static struct licence_pool cad = {
    .lock = PTHREAD_MUTEX_INITIALIZER,
    .feature = "cad-pro",
    .capacity = 100,
};

static void *client_session(void *arg)
{
    const char *user = arg;

    for (int i = 0; i < 1000; i++)
        if (pool_checkout(&cad, user, 1 + i % 3) == 0)
            pool_checkin(&cad, user);
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t t[16];
    int n = 0;

    if (reaper_start(&cad) < 0)
        return 1;
    for (int i = 1; i < argc && n < 16; i++)
        if (pthread_create(&t[n], NULL, client_session, argv[i]) == 0)
            n++;
    while (n > 0)
        pthread_join(t[--n], NULL);
    return 0;
}
