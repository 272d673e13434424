// STD: gnu17
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "pagecache.h"

static struct pagecache cache;

static void *evictor_main(void *arg)
{
    struct pagecache *pc = arg;
    uint32_t next = PC_FRAMES;

    while (!__atomic_load_n(&pc->stopping, __ATOMIC_ACQUIRE)) {
        for (size_t i = 0; i < PC_FRAMES; i++) {
            struct frame *f = &pc->frames[i];
            bool got = (i % 2) ? frame_claim(f) : frame_claim_cold(f);

            if (got)
                pc_recycle(pc, f, next++);
        }
        usleep(100);
    }
    return NULL;
}

static void *client_main(void *arg)
{
    struct pagecache *pc = arg;

    for (int i = 0; i < 100000; i++) {
        struct frame *f = &pc->frames[(unsigned)i % PC_FRAMES];

        if (!frame_pin(f))
            continue;
        if (i % 3 == 0)
            pc_mark_dirty(pc, f);
        frame_unpin(f);
        if (pc_dirty_pages(pc) > PC_FRAMES / 2)
            pc_flush(pc, f);
    }
    return NULL;
}

int main(void)
{
    pthread_t ev, cl[4];

    cache.fd = open("cache.db", O_RDWR | O_CREAT, 0600);
    if (cache.fd < 0)
        return 1;
    for (int i = 0; i < PC_FRAMES; i++) {
        cache.frames[i].page_no = (uint32_t)i;
        cache.frames[i].data = calloc(1, PC_PAGE_SIZE);
        if (!cache.frames[i].data)
            return 1;
    }
    pthread_create(&ev, NULL, evictor_main, &cache);
    for (int i = 0; i < 4; i++)
        pthread_create(&cl[i], NULL, client_main, &cache);
    for (int i = 0; i < 4; i++)
        pthread_join(cl[i], NULL);
    __atomic_store_n(&cache.stopping, 1, __ATOMIC_RELEASE);
    pthread_join(ev, NULL);
    close(cache.fd);
    return 0;
}
