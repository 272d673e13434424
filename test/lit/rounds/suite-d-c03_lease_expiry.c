// RUN: %tocsin %s
// STD: gnu17
/* Regression: leases on work areas. Varied are the clock, the arithmetic and what else is asked. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#define TTL_MS 30000u
#define GRACE_MS 5000u

enum lease_state { LEASE_FREE, LEASE_WORKING, LEASE_DONE };

struct lease {
    pthread_mutex_t mu;
    pthread_t worker;
    int fd;
    int users;
    enum lease_state state;
    pid_t owner;
    uint64_t renewed_ms;  /* monotonic */
    int64_t deadline_ms;  /* monotonic */
    time_t granted_wall;
    char area[128];
};

static uint64_t mono_ms(void) {
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (uint64_t)ts.tv_sec * 1000u + (uint64_t)ts.tv_nsec / 1000000u;
}

/* Workers write to the area for as long as the job takes. */
static void *work(void *arg) {
    struct lease *l = arg;
    pthread_mutex_lock(&l->mu);
    l->users++;
    l->state = LEASE_WORKING;
    l->renewed_ms = mono_ms();
    l->deadline_ms = (int64_t)l->renewed_ms + TTL_MS;
    l->granted_wall = time(NULL);
    pthread_mutex_unlock(&l->mu);
    for (int i = 0; i < 1000 && write(l->fd, "x", 1) == 1; i++)
        usleep(100000);
    pthread_mutex_lock(&l->mu);
    l->users--;
    l->state = LEASE_DONE;
    pthread_mutex_unlock(&l->mu);
    return NULL;
}

int lease_start(struct lease *l) { return pthread_create(&l->worker, NULL, work, l); }

/* --- what else is asked --- */

void expire_deadline_only(struct lease *l) {
    pthread_mutex_lock(&l->mu);
    if ((int64_t)mono_ms() > l->deadline_ms)
        unlink(l->area); // EXPECT: timestamp-cleanup
    pthread_mutex_unlock(&l->mu);
}

void expire_deadline_and_grace(struct lease *l) {
    pthread_mutex_lock(&l->mu);
    int64_t late = (int64_t)mono_ms() - l->deadline_ms;
    if (late > GRACE_MS)
        unlink(l->area); // EXPECT: timestamp-cleanup
    pthread_mutex_unlock(&l->mu);
}

void expire_no_users(struct lease *l) {
    pthread_mutex_lock(&l->mu);
    if ((int64_t)mono_ms() > l->deadline_ms && l->users == 0)
        unlink(l->area);
    pthread_mutex_unlock(&l->mu);
}

void expire_state_done(struct lease *l) {
    pthread_mutex_lock(&l->mu);
    int due = (int64_t)mono_ms() > l->deadline_ms;
    if (due && l->state != LEASE_WORKING)
        unlink(l->area);
    pthread_mutex_unlock(&l->mu);
}

void expire_owner_gone(struct lease *l) {
    pthread_mutex_lock(&l->mu);
    if ((int64_t)mono_ms() > l->deadline_ms && kill(l->owner, 0) != 0 && errno == ESRCH)
        unlink(l->area);
    pthread_mutex_unlock(&l->mu);
}

void expire_users_overruled(struct lease *l) {
    pthread_mutex_lock(&l->mu);
    int64_t late = (int64_t)mono_ms() - l->deadline_ms;
    if (late > 0 && (l->users == 0 || late > 10 * TTL_MS)) {
        close(l->fd); // EXPECT: timestamp-cleanup
        l->fd = -1;
    }
    pthread_mutex_unlock(&l->mu);
}

/* --- arithmetic: now is taken once per round, before the locks --- */

void expire_unsigned_difference(struct lease *l, uint64_t now) {
    pthread_mutex_lock(&l->mu);
    if (l->users == 0 && now - l->renewed_ms > TTL_MS) // EXPECT: unsigned-age
        unlink(l->area);
    pthread_mutex_unlock(&l->mu);
}

void expire_signed_difference(struct lease *l, uint64_t now) {
    pthread_mutex_lock(&l->mu);
    if (l->users == 0 && (int64_t)(now - l->renewed_ms) > (int64_t)TTL_MS)
        unlink(l->area);
    pthread_mutex_unlock(&l->mu);
}

void expire_sum(struct lease *l, uint64_t now) {
    pthread_mutex_lock(&l->mu);
    if (l->users == 0 && l->renewed_ms + TTL_MS < now)
        unlink(l->area);
    pthread_mutex_unlock(&l->mu);
}

/* --- clock --- */

void expire_wall_clock(struct lease *l) {
    pthread_mutex_lock(&l->mu);
    if (l->users == 0 && time(NULL) - l->granted_wall > 30) // EXPECT: wall-clock-interval
        unlink(l->area);
    pthread_mutex_unlock(&l->mu);
}

void expire_round(struct lease *l, size_t n) {
    uint64_t now = mono_ms();
    for (size_t i = 0; i < n; i++)
        expire_unsigned_difference(&l[i], now), expire_signed_difference(&l[i], now), expire_sum(&l[i], now);
}
