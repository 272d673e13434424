// RUN: %tocsin %s
// STD: gnu17
/* p22: flows that nobody holds are dropped after some time; the types and the order of the comparison vary. */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#define TTL 30000u
#define FLOWS 256

struct flow {
    int holders;
    uint64_t seen;
    int64_t seen_signed;
    uint32_t stamp;
};

static pthread_mutex_t mu = PTHREAD_MUTEX_INITIALIZER;
static struct flow *flows[FLOWS];

static uint64_t now_ms(void)
{
    struct timespec ts;

    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint64_t)ts.tv_sec * 1000u + (uint64_t)ts.tv_nsec / 1000000u;
}

/* packet threads */
void touch(int i)
{
    pthread_mutex_lock(&mu);
    if (flows[i]) {
        flows[i]->seen = now_ms();
        flows[i]->seen_signed = (int64_t)now_ms();
    }
    pthread_mutex_unlock(&mu);
}

/* what another machine wrote into the packet */
void advertise(int i, uint32_t stamp)
{
    pthread_mutex_lock(&mu);
    if (flows[i])
        flows[i]->stamp = stamp;
    pthread_mutex_unlock(&mu);
}

void hold(int i, int by)
{
    pthread_mutex_lock(&mu);
    if (flows[i])
        flows[i]->holders += by;
    pthread_mutex_unlock(&mu);
}

static void drop(int i)
{
    free(flows[i]);
    flows[i] = NULL;
}

/* one reading of the clock for all, taken first */
void expire_01(void)
{
    const uint64_t now = now_ms();
    int i;

    for (i = 0; i < FLOWS; i++) {
        pthread_mutex_lock(&mu);
        if (flows[i] && flows[i]->holders == 0 && now - flows[i]->seen > TTL) drop(i); // EXPECT: unsigned-age
        pthread_mutex_unlock(&mu);
    }
}

/* order asked first */
void expire_02(void)
{
    const uint64_t now = now_ms();
    int i;

    for (i = 0; i < FLOWS; i++) {
        pthread_mutex_lock(&mu);
        if (flows[i] && flows[i]->holders == 0 && flows[i]->seen < now && now - flows[i]->seen > TTL) drop(i);
        pthread_mutex_unlock(&mu);
    }
}

/* sum instead of difference */
void expire_03(void)
{
    const uint64_t now = now_ms();
    int i;

    for (i = 0; i < FLOWS; i++) {
        pthread_mutex_lock(&mu);
        if (flows[i] && flows[i]->holders == 0 && flows[i]->seen + TTL < now) drop(i);
        pthread_mutex_unlock(&mu);
    }
}

/* signed difference */
void expire_04(void)
{
    const int64_t now = (int64_t)now_ms();
    int i;

    for (i = 0; i < FLOWS; i++) {
        pthread_mutex_lock(&mu);
        if (flows[i] && flows[i]->holders == 0 && now - flows[i]->seen_signed > (int64_t)TTL) drop(i);
        pthread_mutex_unlock(&mu);
    }
}

/* the stamp of another machine */
void expire_05(void)
{
    int i;

    pthread_mutex_lock(&mu);
    for (i = 0; i < FLOWS; i++) {
        uint32_t here = (uint32_t)time(NULL);

        if (flows[i] && !flows[i]->holders && here - flows[i]->stamp > 60u) drop(i); // EXPECT: unsigned-age
    }
    pthread_mutex_unlock(&mu);
}

static uint64_t age_at(const struct flow *f, uint64_t now)
{
    return now - f->seen;
}

static uint64_t idle_at(const struct flow *f, uint64_t now)
{
    return now > f->seen ? now - f->seen : 0;
}

/* difference in a function */
void expire_06(uint64_t now)
{
    int i;

    pthread_mutex_lock(&mu);
    for (i = 0; i < FLOWS; i++)
        if (flows[i] && flows[i]->holders == 0 && age_at(flows[i], now) >= TTL) drop(i); // EXPECT: unsigned-age
    pthread_mutex_unlock(&mu);
}

void expire_07(uint64_t now)
{
    int i;

    pthread_mutex_lock(&mu);
    for (i = 0; i < FLOWS; i++)
        if (flows[i] && flows[i]->holders == 0 && idle_at(flows[i], now) >= TTL) drop(i);
    pthread_mutex_unlock(&mu);
}

/* clock read in the section in which the writers read it */
void expire_08(void)
{
    int i;

    pthread_mutex_lock(&mu);
    for (i = 0; i < FLOWS; i++)
        if (flows[i] && flows[i]->holders == 0 && now_ms() - flows[i]->seen > TTL) drop(i);
    pthread_mutex_unlock(&mu);
}
