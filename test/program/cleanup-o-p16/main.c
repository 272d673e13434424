// STD: gnu17
#include "rendition.h"

#include <stdio.h>
#include <unistd.h>

static struct library lib = { .lock = PTHREAD_MUTEX_INITIALIZER, .soft_age = 1800, .hard_age = 14400 };

static void *viewer_main(void *arg)
{
    char buf[4096];

    (void)arg;
    for (unsigned i = 0;; i++) {
        int slot = (int)(i % RENDITION_MAX);
        int fd = library_open(&lib, slot);

        if (fd >= 0) {
            while (read(fd, buf, sizeof buf) > 0)
                usleep(1000);
            library_close(&lib, slot, fd);
        }
        fd = library_open_thumb(&lib, slot);
        if (fd >= 0)
            library_close_thumb(&lib, slot, fd);
    }
    return NULL;
}

static void *sweeper_main(void *arg)
{
    (void)arg;
    for (;;) {
        unsigned n = sweep_renditions(&lib) + sweep_thumbs(&lib);

        if (n)
            printf("%u files swept\n", n);
        sleep(60);
    }
    return NULL;
}

int main(void)
{
    pthread_t tid;
    char path[160], thumb[160];

    if (pthread_create(&tid, NULL, viewer_main, NULL) || pthread_create(&tid, NULL, sweeper_main, NULL))
        return 1;
    while (scanf("%159s %159s", path, thumb) == 2) {
        int slot = library_add(&lib, path, thumb);

        if (slot < 0)
            for (int i = 0; i < RENDITION_MAX && slot < 0; i++)
                if (sweep_scratch(&lib, i))
                    slot = library_add(&lib, path, thumb);
    }
    return 0;
}
