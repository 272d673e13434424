#include "recstore.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct rec *rec_find_locked(struct rec_store *s, const char *name)
{
    for (int i = 0; i < s->used; i++)
        if (strcmp(s->slot[i].name, name) == 0)
            return &s->slot[i];
    return NULL;
}

int rec_get(struct rec_store *s, const char *name, struct rec *out)
{
    return s->ops->get(s, name, out);
}

int rec_put(struct rec_store *s, const struct rec *r, uint64_t expected_rev)
{
    return s->ops->put(s, r, expected_rev);
}

static int common_get(struct rec_store *s, const char *name, struct rec *out)
{
    struct rec *r;
    int rc = REC_NOENT;

    pthread_mutex_lock(&s->mu);
    r = rec_find_locked(s, name);
    if (r) {
        *out = *r;
        rc = REC_OK;
    }
    pthread_mutex_unlock(&s->mu);
    return rc;
}

static int memory_put(struct rec_store *s, const struct rec *r, uint64_t expected_rev)
{
    struct rec *cur;
    int rc = REC_OK;

    pthread_mutex_lock(&s->mu);
    cur = rec_find_locked(s, r->name);
    if (!cur)
        rc = REC_NOENT;
    else if (cur->revision != expected_rev)
        rc = REC_CONFLICT;
    if (rc == REC_OK) {
        *cur = *r;
        cur->revision = expected_rev + 1;
    }
    pthread_mutex_unlock(&s->mu);
    return rc;
}

/* Same table, each accepted record also goes to the journal file. */
static int journal_put(struct rec_store *s, const struct rec *r, uint64_t expected_rev)
{
    struct rec *cur;
    int rc = REC_NOENT;

    (void)expected_rev;
    pthread_mutex_lock(&s->mu);
    cur = rec_find_locked(s, r->name);
    if (cur) {
        uint64_t rev = cur->revision;

        *cur = *r; // EXPECT: unchecked-version
        cur->revision = rev + 1;
        dprintf(s->journal_fd, "%s %lld %lld %llu\n", cur->name, (long long)cur->level,
                (long long)cur->reserved, (unsigned long long)cur->revision);
        rc = REC_OK;
    }
    pthread_mutex_unlock(&s->mu);
    return rc;
}

const struct rec_ops rec_memory_ops = { .get = common_get, .put = memory_put };
const struct rec_ops rec_journal_ops = { .get = common_get, .put = journal_put };
