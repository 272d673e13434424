// RUN: %tocsin %s
// STD: gnu17
/* Tag database of a process-control gateway: operator stations edit set points against
 * the revision they saw, field drivers update live values. */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum tag_state { TAG_IDLE, TAG_ARMED, TAG_TRIPPED };

struct tag {
    pthread_mutex_t mu;
    char name[32];
    double setpoint;
    double limit_hi, limit_lo;
    uint32_t revision;
    _Atomic int state;
    _Atomic uint64_t quality; /* low 32: good samples, high 32: bad samples */
};

static bool rev_is(const struct tag *t, uint32_t base_rev)
{
    return t->revision == base_rev;
}

/* Talks to the PLC; may take a second. */
extern int plc_write(const char *name, double value);

int tag_edit_setpoint(struct tag *t, uint32_t base_rev, double value)
{
    double old;

    pthread_mutex_lock(&t->mu);
    if (!rev_is(t, base_rev)) {
        pthread_mutex_unlock(&t->mu);
        return -ESTALE;
    }
    if (value > t->limit_hi || value < t->limit_lo) {
        pthread_mutex_unlock(&t->mu);
        return -ERANGE;
    }
    old = t->setpoint;
    pthread_mutex_unlock(&t->mu);

    if (plc_write(t->name, value) < 0)
        return -EIO;

    pthread_mutex_lock(&t->mu);
    if (!rev_is(t, base_rev)) {
        double now = t->setpoint;
        pthread_mutex_unlock(&t->mu);
        plc_write(t->name, now);
        return -ESTALE;
    }
    t->setpoint = value;
    t->revision = base_rev + 1;
    pthread_mutex_unlock(&t->mu);
    printf("%s: %.3f -> %.3f\n", t->name, old, value);
    return 0;
}

int tag_edit_limits(struct tag *t, uint32_t base_rev, double lo, double hi)
{
    int rc = -ESTALE;

    pthread_mutex_lock(&t->mu);
    if (rev_is(t, base_rev)) {
        t->limit_lo = lo;
        t->limit_hi = hi;
        t->revision++;
        rc = 0;
    }
    pthread_mutex_unlock(&t->mu);
    return rc;
}

void tag_arm(struct tag *t)
{
    int want = TAG_IDLE;
    atomic_compare_exchange_strong(&t->state, &want, TAG_ARMED);
}

bool tag_trip(struct tag *t)
{
    int want = TAG_ARMED;
    return atomic_compare_exchange_strong(&t->state, &want, TAG_TRIPPED);
}

void tag_sample(struct tag *t, bool good)
{
    uint64_t q = atomic_load_explicit(&t->quality, memory_order_relaxed), next;

    do {
        uint32_t g = (uint32_t)q, b = (uint32_t)(q >> 32);
        if (good && g < UINT32_MAX)
            g++;
        else if (!good && b < UINT32_MAX)
            b++;
        next = (uint64_t)b << 32 | g;
    } while (!atomic_compare_exchange_weak(&t->quality, &q, next));
}

/* A reset always wins, whatever was counted up to now. */
void tag_quality_reset(struct tag *t)
{
    uint64_t q = atomic_load(&t->quality);
    while (!atomic_compare_exchange_weak(&t->quality, &q, 0))
        ;
}

static void *driver_main(void *arg)
{
    struct tag *t = arg;
    for (;;) {
        tag_arm(t);
        tag_sample(t, tag_trip(t));
    }
    return NULL;
}

int tag_start(struct tag *t)
{
    pthread_t th;
    return pthread_create(&th, NULL, driver_main, t);
}
