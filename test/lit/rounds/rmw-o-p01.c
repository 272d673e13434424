// RUN: %tocsin %s
// STD: gnu17
/* gbo.c - buffer object manager of the user space part of the gx driver */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

#define NAME_BUCKETS 64
#define GX_IOCTL_OPEN _IOWR('g', 0x21, struct gx_open)
#define GX_IOCTL_WAIT _IOWR('g', 0x22, uint64_t)
#define GX_IOCTL_CLOSE _IOW('g', 0x23, uint32_t)

struct gx_open {
    uint32_t name;
    uint32_t handle;
    uint64_t size;
};

struct gbo_mgr;

struct gbo {
    atomic_int refs;
    uint32_t handle;
    uint32_t name;
    size_t size;
    void *map;
    struct gbo_mgr *mgr;
    struct gbo *next;
};

struct gbo_mgr {
    int fd;
    pthread_mutex_t lock; /* by_name, resident, map of every bo */
    struct gbo *by_name[NAME_BUCKETS];
    size_t resident;
    atomic_uint submits;
    _Atomic uint64_t last_fence;
    atomic_bool quit;
    pthread_t retire;
};

static void gbo_destroy(struct gbo *bo)
{
    struct gbo_mgr *mgr = bo->mgr;
    struct gbo **pp;

    pthread_mutex_lock(&mgr->lock);
    for (pp = &mgr->by_name[bo->name % NAME_BUCKETS]; *pp; pp = &(*pp)->next) {
        if (*pp == bo) {
            *pp = bo->next;
            break;
        }
    }
    mgr->resident -= bo->size;
    if (bo->map)
        munmap(bo->map, bo->size);
    pthread_mutex_unlock(&mgr->lock);
    ioctl(mgr->fd, GX_IOCTL_CLOSE, &bo->handle);
    free(bo);
}

static int gbo_try_ref(struct gbo *bo)
{
    int v = atomic_load(&bo->refs);
    while (v > 0)
        if (atomic_compare_exchange_weak(&bo->refs, &v, v + 1))
            return 1;
    return 0;
}

void gbo_unref(struct gbo *bo)
{
    if (!bo)
        return;
    atomic_fetch_sub(&bo->refs, 1);
    if (atomic_load(&bo->refs) == 0)
        gbo_destroy(bo); // EXPECT: split-atomic
}

static struct gbo *find_name(struct gbo_mgr *mgr, uint32_t name)
{
    struct gbo *bo;
    for (bo = mgr->by_name[name % NAME_BUCKETS]; bo; bo = bo->next)
        if (bo->name == name && gbo_try_ref(bo))
            return bo;
    return NULL;
}

struct gbo *gbo_import(struct gbo_mgr *mgr, uint32_t name)
{
    struct gx_open req = { .name = name };
    struct gbo *bo;

    pthread_mutex_lock(&mgr->lock);
    bo = find_name(mgr, name);
    pthread_mutex_unlock(&mgr->lock);
    if (bo)
        return bo;

    if (ioctl(mgr->fd, GX_IOCTL_OPEN, &req) != 0)
        return NULL;
    bo = calloc(1, sizeof *bo);
    if (!bo)
        return NULL;
    atomic_init(&bo->refs, 1);
    bo->mgr = mgr;
    bo->name = name;
    bo->handle = req.handle;
    bo->size = req.size;

    pthread_mutex_lock(&mgr->lock);
    bo->next = mgr->by_name[name % NAME_BUCKETS];
    mgr->by_name[name % NAME_BUCKETS] = bo; // EXPECT: check-then-act
    mgr->resident += bo->size;
    pthread_mutex_unlock(&mgr->lock);
    return bo;
}

void *gbo_map(struct gbo *bo)
{
    void *p;
    pthread_mutex_lock(&bo->mgr->lock);
    if (!bo->map) {
        p = mmap(NULL, bo->size, PROT_READ | PROT_WRITE, MAP_SHARED, bo->mgr->fd, bo->handle);
        if (p != MAP_FAILED)
            bo->map = p;
    }
    p = bo->map;
    pthread_mutex_unlock(&bo->mgr->lock);
    return p;
}

int gbo_submit(struct gbo_mgr *mgr, uint64_t *seq)
{
    atomic_fetch_add(&mgr->submits, memory_order_relaxed); // EXPECT: split-atomic
    return ioctl(mgr->fd, GX_IOCTL_WAIT, seq) == 0;
}

unsigned gbo_stat_submits(struct gbo_mgr *mgr)
{
    return atomic_load_explicit(&mgr->submits, memory_order_relaxed);
}

static void *retire_main(void *arg)
{
    struct gbo_mgr *mgr = arg;
    uint64_t seq = 0, old;

    while (!atomic_load(&mgr->quit)) {
        if (ioctl(mgr->fd, GX_IOCTL_WAIT, &seq) != 0 && errno != EINTR)
            break;
        old = atomic_load(&mgr->last_fence);
        while (old < seq && !atomic_compare_exchange_weak(&mgr->last_fence, &old, seq))
            ;
    }
    return NULL;
}

int gbo_mgr_init(struct gbo_mgr *mgr, int fd)
{
    memset(mgr, 0, sizeof *mgr);
    mgr->fd = fd;
    pthread_mutex_init(&mgr->lock, NULL);
    return pthread_create(&mgr->retire, NULL, retire_main, mgr);
}
