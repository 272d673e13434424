// RUN: %tocsin %s
// STD: gnu17
/* Cache slots are dropped when unused for a while. `now` is taken by the reaper before it
   waits for the lock; users stamp slots under the lock. The arithmetic varies. */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

enum { SLOTS = 64 };
#define TTL_MS 30000u
#define AGE(now, e) ((now) - (e)->used)

struct entry { uint64_t used; size_t tick; uint32_t used32; int refs; };

static struct entry *slot[SLOTS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static uint64_t ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint64_t)ts.tv_sec * 1000 + (uint64_t)ts.tv_nsec / 1000000;
}

struct entry *acquire(int i)
{
    pthread_mutex_lock(&lock);
    struct entry *e = slot[i % SLOTS];
    if (e) {
        e->used = ms();
        e->tick = (size_t)e->used;
        e->used32 = (uint32_t)e->used;
        e->refs++;
    }
    pthread_mutex_unlock(&lock);
    return e;
}

void release(struct entry *e)
{
    pthread_mutex_lock(&lock);
    e->used = ms();
    e->tick = (size_t)e->used;
    e->used32 = (uint32_t)e->used;
    e->refs--;
    pthread_mutex_unlock(&lock);
}

static void drop(int i)
{
    free(slot[i]);
    slot[i] = NULL;
}

static void direct(int i, uint64_t now)
{
    if (slot[i]->refs == 0 && now - slot[i]->used > TTL_MS) // EXPECT: unsigned-age
        drop(i);
}

static void local_age(int i, uint64_t now)
{
    const struct entry *e = slot[i];
    const uint64_t age = now - e->used;
    if (e->refs > 0 || age <= TTL_MS) // EXPECT: unsigned-age
        return;
    drop(i);
}

static void macro_age(int i, uint64_t now)
{
    if (slot[i]->refs == 0 && AGE(now, slot[i]) >= TTL_MS) // EXPECT: unsigned-age
        drop(i);
}

static void narrow(int i, uint64_t now)
{
    const uint32_t n = (uint32_t)now;
    if (slot[i]->refs == 0 && n - slot[i]->used32 > TTL_MS) // EXPECT: unsigned-age
        drop(i);
}

static void size_typed(int i, uint64_t now)
{
    if (slot[i]->refs == 0 && (size_t)now - slot[i]->tick > TTL_MS) // EXPECT: unsigned-age
        drop(i);
}

static void summed(int i, uint64_t now)
{
    if (slot[i]->refs == 0 && slot[i]->used + TTL_MS < now)
        drop(i);
}

static void ordered_first(int i, uint64_t now)
{
    if (slot[i]->refs == 0 && now > slot[i]->used && now - slot[i]->used > TTL_MS)
        drop(i);
}

static void signed_age(int i, uint64_t now)
{
    const int64_t age = (int64_t)(now - slot[i]->used);
    if (slot[i]->refs == 0 && age > (int64_t)TTL_MS)
        drop(i);
}

static uint64_t since(uint64_t t, uint64_t now) { return now < t ? 0 : now - t; }

static void saturated(int i, uint64_t now)
{
    if (slot[i]->refs == 0 && since(slot[i]->used, now) > TTL_MS)
        drop(i);
}

static void clock_under_lock(int i, __attribute__((unused)) uint64_t pass_start)
{
    const uint64_t now = ms();
    if (slot[i]->refs == 0 && now - slot[i]->used > TTL_MS) // EXPECT-NOISE: unsigned-age
        drop(i);
}

static void *reaper(void *arg)
{
    static void (*const check[])(int, uint64_t) = {
        direct, local_age, macro_age, narrow, size_typed,
        summed, ordered_first, signed_age, saturated, clock_under_lock,
    };
    for (unsigned pass = 0; pass < 1000; pass++) {
        const uint64_t now = ms();
        pthread_mutex_lock(&lock);
        for (int i = 0; i < SLOTS; i++)
            if (slot[i])
                check[pass % (sizeof check / sizeof check[0])](i, now);
        pthread_mutex_unlock(&lock);
    }
    return arg;
}

int main(void)
{
    pthread_t th;
    for (int i = 0; i < SLOTS; i++)
        slot[i] = calloc(1, sizeof *slot[i]);
    if (pthread_create(&th, NULL, reaper, NULL) != 0)
        return 1;
    for (int i = 0; i < 1000; i++)
        for (struct entry *e = acquire(i); e; e = NULL)
            release(e);
    return pthread_join(th, NULL);
}
