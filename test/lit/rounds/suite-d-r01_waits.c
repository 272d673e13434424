// RUN: %tocsin %s
// STD: gnu17
/* Regression: what is carried across a wait on a condition variable. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>

struct pool {
    pthread_mutex_t mu;
    pthread_cond_t more;
    int free;
    int waiting;
    long granted;
    long budget;
};

static struct pool pool = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 8, 0, 0, 1000};

void pool_put(struct pool *p, int n) {
    pthread_mutex_lock(&p->mu);
    p->free += n;
    pthread_cond_broadcast(&p->more);
    pthread_mutex_unlock(&p->mu);
}

void take_local_renewed(struct pool *p, int want) {
    pthread_mutex_lock(&p->mu);
    int n = p->free;
    while (n < want) {
        pthread_cond_wait(&p->more, &p->mu);
        n = p->free;
    }
    p->free = n - want;
    pthread_mutex_unlock(&p->mu);
}

void take_local_kept(struct pool *p, int want) {
    pthread_mutex_lock(&p->mu);
    int others = p->free - want;
    while (p->free < want) {
        pthread_cond_wait(&p->more, &p->mu);
    }
    p->free = others; // EXPECT: lost-update
    pthread_mutex_unlock(&p->mu);
}

void take_waits_once(struct pool *p) {
    pthread_mutex_lock(&p->mu);
    if (p->free == 0)
        pthread_cond_wait(&p->more, &p->mu);
    p->free--; // EXPECT: check-then-act
    pthread_mutex_unlock(&p->mu);
}

void take_waits_until(struct pool *p) {
    pthread_mutex_lock(&p->mu);
    p->waiting++;
    while (p->free == 0)
        pthread_cond_wait(&p->more, &p->mu);
    p->waiting--;
    p->free--;
    pthread_mutex_unlock(&p->mu);
}

int charge_total_kept(struct pool *p, long cost, const struct timespec *until) {
    pthread_mutex_lock(&p->mu);
    long total = p->granted + cost;
    int rc = 0;
    while (p->free == 0 && rc == 0)
        rc = pthread_cond_timedwait(&p->more, &p->mu, until);
    if (rc == 0)
        p->granted = total; // EXPECT: lost-update
    pthread_mutex_unlock(&p->mu);
    return rc;
}

/* Called with p->mu held; returns with it held. */
static void wait_nonempty(struct pool *p) {
    while (p->free == 0)
        pthread_cond_wait(&p->more, &p->mu);
}

int spend_read_before_helper(struct pool *p, long cost) {
    pthread_mutex_lock(&p->mu);
    long left = p->budget;
    wait_nonempty(p);
    if (left >= cost)
        p->budget = left - cost; // EXPECT: lost-update
    pthread_mutex_unlock(&p->mu);
    return left >= cost ? 0 : -EDQUOT;
}

int spend_read_after_helper(struct pool *p, long cost) {
    pthread_mutex_lock(&p->mu);
    wait_nonempty(p);
    long left = p->budget;
    if (left >= cost)
        p->budget = left - cost;
    pthread_mutex_unlock(&p->mu);
    return left >= cost ? 0 : -EDQUOT;
}

long settle_unlocked_gap(struct pool *p, FILE *log) {
    pthread_mutex_lock(&p->mu);
    long sum = p->granted;
    pthread_mutex_unlock(&p->mu);
    fprintf(log, "settling %ld\n", sum);
    pthread_mutex_lock(&p->mu);
    p->granted = 0; // EXPECT: lost-update
    pthread_mutex_unlock(&p->mu);
    return sum;
}

long settle_by_difference(struct pool *p, FILE *log) {
    pthread_mutex_lock(&p->mu);
    long sum = p->granted;
    pthread_mutex_unlock(&p->mu);
    fprintf(log, "settling %ld\n", sum);
    pthread_mutex_lock(&p->mu);
    p->granted -= sum;
    pthread_mutex_unlock(&p->mu);
    return sum;
}

static void *client(void *arg) {
    struct timespec until = {time(NULL) + 5, 0};
    take_local_renewed(arg, 2), take_local_kept(arg, 1), take_waits_once(arg), take_waits_until(arg);
    charge_total_kept(arg, 3, &until);
    spend_read_before_helper(arg, 1), spend_read_after_helper(arg, 1);
    pool_put(arg, 5);
    return NULL;
}

int main(void) {
    pthread_t t[4];
    for (int i = 0; i < 4; i++) pthread_create(&t[i], NULL, client, &pool);
    settle_by_difference(&pool, stdout), settle_unlocked_gap(&pool, stdout);
    for (int i = 0; i < 4; i++) pthread_join(t[i], NULL);
}
