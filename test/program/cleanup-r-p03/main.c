// STD: gnu17
#include "mount_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct mount_table table = {
    .lock = PTHREAD_MUTEX_INITIALIZER,
    .linger_ns = 30ll * 1000000000,
};

static void *reaper_main(void *arg)
{
    struct mount_table *t = arg;
    for (;;) {
        sleep(5);
        reap_one(t);
    }
    return NULL;
}

static void *build_main(void *arg)
{
    struct image_mount *m = mount_acquire(&table, arg);
    if (m) {
        printf("building in %s\n", m->target);
        mount_release(&table, m);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t reaper, *builds = calloc((size_t)argc, sizeof(*builds));
    int i, started = 0;

    if (!builds || pthread_create(&reaper, NULL, reaper_main, &table) != 0)
        return EXIT_FAILURE;
    pthread_detach(reaper);
    for (i = 1; i < argc; i++)
        if (mount_insert(&table, argv[i], argv[i]) == 0 &&
            pthread_create(&builds[started], NULL, build_main, argv[i]) == 0)
            started++;
    for (i = 0; i < started; i++)
        pthread_join(builds[i], NULL);
    free(builds);
    return EXIT_SUCCESS;
}
