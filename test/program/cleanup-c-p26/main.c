// STD: gnu17
#include "cas.h"

#include <limits.h>
#include <pthread.h>
#include <stdio.h>

static const char *root = "/srv/cas";

static void *fetch(void *arg)
{
    char path[PATH_MAX];
    int slot = claim_take(arg);
    FILE *f;

    if (slot < 0)
        return NULL;
    snprintf(path, sizeof path, "%s/%s", root, (const char *)arg);
    f = fopen(path, "rb");
    if (f)
        fclose(f);
    claim_drop(slot);
    return NULL;
}

int main(void)
{
    pthread_t t;

    pthread_create(&t, NULL, fetch, "9f86d081884c7d65");
    printf("%ld bytes\n", cas_collect(root, 30L * 86400));
    pthread_join(t, NULL);
    return 0;
}
