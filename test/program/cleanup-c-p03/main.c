// STD: gnu17
#include "segment.h"

#include <stdio.h>
#include <unistd.h>

static struct nvr_catalog catalog = { PTHREAD_MUTEX_INITIALIZER, NULL, 0 };

static void *retention_thread(void *arg)
{
    int pass;

    (void)arg;
    for (pass = 0; pass < 10; pass++) {
        if (nvr_retention_pass(&catalog))
            fprintf(stderr, "retention: some segments left behind\n");
        sleep(60);
    }
    return NULL;
}

static void *stream_thread(void *arg)
{
    char path[PATH_MAX];
    char buf[4096];
    FILE *f;

    (void)arg;
    if (nvr_catalog_find(&catalog, 2, time(NULL), path, sizeof path) < 0)
        return NULL;
    f = fopen(path, "rb");
    if (!f)
        return NULL;
    while (fread(buf, 1, sizeof buf, f) > 0)
        ;
    fclose(f);
    return NULL;
}

int main(void)
{
    pthread_t r, s;

    nvr_catalog_add(&catalog, 2, "/srv/nvr/cam2/0001.ts", time(NULL));
    pthread_create(&r, NULL, retention_thread, NULL);
    pthread_create(&s, NULL, stream_thread, NULL);
    pthread_join(s, NULL);
    pthread_join(r, NULL);
    return 0;
}
