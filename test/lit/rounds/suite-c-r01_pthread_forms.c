// RUN: %tocsin %s
// STD: gnu17
/* One mutex, one struct; the spelling of the update and the extent of the lock vary. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>

struct totals {
    pthread_mutex_t lock;
    pthread_mutex_t io_lock;
    long served, bytes, errors, queued, retries, drops, opened, slots, replies;
};

static struct totals T = { .lock = PTHREAD_MUTEX_INITIALIZER,
                           .io_lock = PTHREAD_MUTEX_INITIALIZER };

/* takes and clears the counters of the interval */
static long collect(struct totals *t)
{
    pthread_mutex_lock(&t->lock);
    long sum = t->served + t->bytes + t->errors + t->queued + t->retries + t->drops;
    t->served = t->bytes = t->errors = t->queued = t->retries = t->drops = 0;
    pthread_mutex_unlock(&t->lock);
    return sum;
}

static void inc(struct totals *t) { t->served++; } // EXPECT: lost-update

static void inc_locked(struct totals *t)
{
    pthread_mutex_lock(&t->lock);
    t->served++, t->errors++;
    pthread_mutex_unlock(&t->lock);
}

static void compound(struct totals *t, long n) { t->bytes += n; } // EXPECT: lost-update

static void spelled_out(struct totals *t) { t->errors = t->errors + 1; } // EXPECT: lost-update

static void through_local(struct totals *t)
{
    long n = t->queued;
    if (n > 0)
        n -= 1;
    t->queued = n; // EXPECT: lost-update
}

static void through_local_locked(struct totals *t)
{
    pthread_mutex_lock(&t->lock);
    long n = t->queued;
    if (n > 0)
        n -= 1;
    t->queued = n;
    pthread_mutex_unlock(&t->lock);
}

static void through_alias(struct totals *t)
{
    long *p = &t->retries;
    *p += 1; // EXPECT: lost-update
}

static void lock_when_many(struct totals *t, int n)
{
    if (n > 1)
        pthread_mutex_lock(&t->lock);
    t->drops += n; // EXPECT: lost-update
    if (n > 1)
        pthread_mutex_unlock(&t->lock);
}

static void other_lock(struct totals *t)
{
    pthread_mutex_lock(&t->io_lock);
    t->opened++; // EXPECT-MISS: lost-update
    pthread_mutex_unlock(&t->io_lock);
}

static void both_locks(struct totals *t)
{
    pthread_mutex_lock(&t->lock);
    pthread_mutex_lock(&t->io_lock);
    t->opened++;
    pthread_mutex_unlock(&t->io_lock);
    pthread_mutex_unlock(&t->lock);
}

static void two_sections(struct totals *t, long n)
{
    pthread_mutex_lock(&t->lock);
    long was = t->slots;
    pthread_mutex_unlock(&t->lock);
    long now = was * 7 / 8 + n / 8;
    pthread_mutex_lock(&t->lock);
    t->slots = now; // EXPECT: lost-update
    pthread_mutex_unlock(&t->lock);
}

static void two_sections_delta(struct totals *t, long n)
{
    pthread_mutex_lock(&t->lock);
    long was = t->slots;
    pthread_mutex_unlock(&t->lock);
    printf("%ld\n", was);
    pthread_mutex_lock(&t->lock);
    t->slots += n;
    pthread_mutex_unlock(&t->lock);
}

static int goto_out(struct totals *t, int fd)
{
    int rc = -1;
    pthread_mutex_lock(&t->lock);
    if (fd < 0)
        goto out;
    t->replies++;
    rc = 0;
out:
    pthread_mutex_unlock(&t->lock);
    return rc;
}

static void try_form(struct totals *t)
{
    if (pthread_mutex_trylock(&t->lock) == 0) {
        t->replies++;
        pthread_mutex_unlock(&t->lock);
    }
}

static void *worker(void *arg)
{
    struct totals *t = arg;
    for (int i = 0; i < 1000; i++) {
        inc(t); inc_locked(t); compound(t, i); spelled_out(t); through_local(t);
        through_local_locked(t); through_alias(t); lock_when_many(t, i & 3);
        other_lock(t); both_locks(t); two_sections(t, i); two_sections_delta(t, i);
        goto_out(t, i); try_form(t);
    }
    return NULL;
}

int main(void)
{
    pthread_t th[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&th[i], NULL, worker, &T);
    for (int i = 0; i < 4; i++)
        pthread_join(th[i], NULL);
    return collect(&T) == 0;
}
