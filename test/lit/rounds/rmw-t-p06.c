// RUN: %tocsin %s
// STD: gnu17
/* Volume accounting of the object store: space reservation, object ids and
 * the degraded flag.  Request threads run concurrently on one volume. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct volume {
    uint64_t limit;
    uint64_t used;
    uint64_t meta_limit;
    uint64_t meta_used;
    uint64_t next_object;
    uint64_t next_upload;
    uint32_t state;
};

enum { VOL_OK = 0, VOL_DEGRADED = 1, VOL_REBUILDING = 2 };

static int reserve_data(struct volume *v, uint64_t len)
{
    uint64_t used = __atomic_load_n(&v->used, __ATOMIC_RELAXED);

    if (len > v->limit || used > v->limit - len)
        return -ENOSPC;
    __atomic_add_fetch(&v->used, len, __ATOMIC_RELAXED); // EXPECT: split-atomic
    return 0;
}

static int reserve_meta(struct volume *v, uint64_t len)
{
    uint64_t used = __atomic_load_n(&v->meta_used, __ATOMIC_RELAXED);

    do {
        if (len > v->meta_limit || used > v->meta_limit - len)
            return -ENOSPC;
    } while (!__atomic_compare_exchange_n(&v->meta_used, &used, used + len, true,
                                          __ATOMIC_RELAXED, __ATOMIC_RELAXED));
    return 0;
}

static void unreserve(struct volume *v, uint64_t data, uint64_t meta)
{
    __atomic_sub_fetch(&v->used, data, __ATOMIC_RELAXED);
    __atomic_sub_fetch(&v->meta_used, meta, __ATOMIC_RELAXED);
}

static uint64_t new_object_id(struct volume *v)
{
    return __atomic_fetch_add(&v->next_object, 1, __ATOMIC_RELAXED);
}

/* Upload ids are handed out in blocks so that parts sort next to each other. */
static uint64_t new_upload_block(struct volume *v, unsigned parts)
{
    uint64_t first = __atomic_load_n(&v->next_upload, __ATOMIC_ACQUIRE);
    uint64_t align = first % 16 ? 16 - first % 16 : 0;

    first += align;
    __atomic_store_n(&v->next_upload, first + parts, __ATOMIC_RELEASE); // EXPECT: split-atomic
    return first;
}

static bool start_rebuild(struct volume *v)
{
    uint32_t expected = VOL_DEGRADED;

    return __atomic_compare_exchange_n(&v->state, &expected, VOL_REBUILDING, false,
                                       __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
}

static int put_object(struct volume *v, uint64_t len, uint64_t *id)
{
    int rc = reserve_meta(v, 256);

    if (rc < 0)
        return rc;
    rc = reserve_data(v, len);
    if (rc < 0) {
        unreserve(v, 0, 256);
        return rc;
    }
    *id = new_object_id(v);
    return 0;
}

static void *request_main(void *arg)
{
    struct volume *v = arg;
    uint64_t id, stored = 0;

    for (unsigned i = 0; i < 1000; i++) {
        if (i % 10 == 0)
            printf("upload block at %llu\n", (unsigned long long)new_upload_block(v, 5));
        if (put_object(v, 4096 + i, &id) == 0)
            stored++;
    }
    if (start_rebuild(v))
        printf("rebuild started\n");
    return (void *)(uintptr_t)stored;
}

int main(void)
{
    static struct volume vol = {
        .limit = 1ull << 24, .meta_limit = 1ull << 20, .state = VOL_DEGRADED
    };
    pthread_t th[8];
    uint64_t total = 0;

    for (int i = 0; i < 8; i++)
        if (pthread_create(&th[i], NULL, request_main, &vol) != 0)
            abort();
    for (int i = 0; i < 8; i++) {
        void *ret;
        pthread_join(th[i], &ret);
        total += (uintptr_t)ret;
    }
    printf("%llu objects, %llu bytes\n", (unsigned long long)total, (unsigned long long)vol.used);
    return EXIT_SUCCESS;
}
