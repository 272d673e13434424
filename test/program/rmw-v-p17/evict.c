// STD: gnu17
#include "store.h"
#include <stdlib.h>
#include <unistd.h>

static struct item *detach_one(struct store *s, unsigned idx)
{
    pthread_mutex_t *m = stripe_of(s, idx);
    pthread_mutex_lock(m);
    struct item *it = s->bucket[idx];
    if (it)
        s->bucket[idx] = it->next;
    pthread_mutex_unlock(m);
    return it;
}

static unsigned next_bucket(struct store *s)
{
    unsigned at = s->scan;
    s->scan = (at + 1) % BUCKETS; // EXPECT: lost-update
    return at;
}

static void *evictor(void *arg)
{
    struct store *s = arg;
    for (;;) {
        pthread_mutex_lock(&s->acct);
        bool over = s->bytes > s->limit;
        pthread_mutex_unlock(&s->acct);
        if (!over) {
            usleep(5000);
            continue;
        }
        struct item *it = detach_one(s, next_bucket(s));
        if (!it)
            continue;
        pthread_mutex_lock(&s->acct);
        s->bytes -= it->size; // EXPECT-NOISE: check-then-act
        s->evicted++;
        pthread_mutex_unlock(&s->acct);
        free(it);
    }
    return NULL;
}

int evictor_start(struct store *s, unsigned n)
{
    for (unsigned i = 0; i < n; i++) {
        pthread_t t;
        int rc = pthread_create(&t, NULL, evictor, s);
        if (rc != 0)
            return -rc;
        pthread_detach(t);
    }
    return 0;
}
