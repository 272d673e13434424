// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* Cache layer of the article server; all web nodes share the memcached pool. */
#include <libmemcached/memcached.h>
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct article {
    uint64_t id;
    char title[128];
    char text[4096];
};

typedef int (*article_loader)(uint64_t id, struct article *out);

static size_t make_key(char *out, size_t cap, const char *kind, uint64_t id)
{
    return (size_t)snprintf(out, cap, "%s:%" PRIu64, kind, id);
}

/* Article from the cache, else from the database. */
int article_get(memcached_st *m, uint64_t id, article_loader load, struct article *out)
{
    char key[48];
    size_t klen = make_key(key, sizeof key, "art", id), len = 0;
    uint32_t flags = 0;
    memcached_return_t rc;
    char *hit = memcached_get(m, key, klen, &len, &flags, &rc);

    if (hit && len == sizeof *out) {
        memcpy(out, hit, len);
        free(hit);
        return 0;
    }
    free(hit);
    if (load(id, out) != 0)
        return -ENOENT;
    rc = memcached_set(m, key, klen, (const char *)out, sizeof *out, 300, 0);
    if (rc != MEMCACHED_SUCCESS)
        fprintf(stderr, "cache: %s: %s\n", key, memcached_strerror(m, rc));
    return 0;
}

/* One more view; returns the new number. */
int64_t article_viewed(memcached_st *m, uint64_t id)
{
    char key[48];
    size_t klen = make_key(key, sizeof key, "views", id);
    uint64_t now = 0;

    if (memcached_increment_with_initial(m, key, klen, 1, 1, 0, &now) != MEMCACHED_SUCCESS)
        return -1;
    return (int64_t)now;
}

/* Only one node sends the digest of a day. */
bool digest_begin(memcached_st *m, uint64_t day)
{
    char key[48];
    size_t klen = make_key(key, sizeof key, "digest", day), len = 0;
    uint32_t flags = 0;
    memcached_return_t rc;
    char *by = memcached_get(m, key, klen, &len, &flags, &rc);

    if (by) {
        free(by);
        return false;
    }
    return memcached_add(m, key, klen, "1", 1, 2 * 86400, 0) == MEMCACHED_SUCCESS;
}

/* Tail of the recent-edits list of an article. */
int edits_note(memcached_st *m, uint64_t id, const char *editor)
{
    char key[48], item[80];
    size_t klen = make_key(key, sizeof key, "edits", id);
    int n = snprintf(item, sizeof item, "%.70s\n", editor);
    memcached_return_t rc = memcached_append(m, key, klen, item, (size_t)n, 0, 0);

    if (rc == MEMCACHED_NOTSTORED) {
        rc = memcached_add(m, key, klen, item, (size_t)n, 0, 0);
        if (rc == MEMCACHED_NOTSTORED)
            rc = memcached_append(m, key, klen, item, (size_t)n, 0, 0);
    }
    return rc == MEMCACHED_SUCCESS ? 0 : -EIO;
}

/* Merges a vote into the packed poll word; needs a pool with CAS switched on. */
int poll_vote(memcached_st *m, uint64_t poll, unsigned option)
{
    char key[48];
    const char *keys[1] = { key };
    size_t lens[1] = { make_key(key, sizeof key, "poll", poll) };
    memcached_return_t rc;

    if (option >= 8 || !memcached_behavior_get(m, MEMCACHED_BEHAVIOR_SUPPORT_CAS))
        return -EINVAL;
    for (int i = 0; i < 20; i++) {
        uint32_t votes[8];
        uint64_t cas = 0;
        memcached_result_st res;

        if (memcached_mget(m, keys, lens, 1) != MEMCACHED_SUCCESS)
            return -EIO;
        memcached_result_create(m, &res);
        while (memcached_fetch_result(m, &res, &rc)) {
            if (memcached_result_length(&res) == sizeof votes) {
                memcpy(votes, memcached_result_value(&res), sizeof votes);
                cas = memcached_result_cas(&res);
            }
        }
        memcached_result_free(&res);
        if (cas == 0)
            return -ENOENT;
        votes[option]++;
        rc = memcached_cas(m, key, lens[0], (const char *)votes, sizeof votes, 0, 0, cas);
        if (rc == MEMCACHED_SUCCESS)
            return 0;
        if (rc != MEMCACHED_DATA_EXISTS)
            return -EIO;
    }
    return -EAGAIN;
}
