// RUN: %tocsin %s
// STD: gnu17
// REQUIRES: stores
/* Policy cells pushed by several controllers, with a memcached mirror of the hit tables. */
#include <libmemcached/memcached.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum cell_rc { CELL_OK, CELL_STALE, CELL_NOMEM };
enum phase { PHASE_BOOT, PHASE_SERVING, PHASE_STOPPED };

struct cell {
    pthread_rwlock_t lock;
    char *policy;
    uint64_t version;
    uint64_t fence;
    _Atomic int phase;
};

static bool cell_is_at(const struct cell *c, uint64_t version)
{
    return c->version == version;
}

static char *render(const char *tmpl, uint64_t version)
{
    char *s = NULL;
    if (asprintf(&s, "%s#%llu", tmpl, (unsigned long long)version) < 0)
        return NULL;
    return s;
}

/* Rendering is slow, so a stale request is turned away before it. */
enum cell_rc cell_replace(struct cell *c, const char *tmpl, uint64_t expected_version)
{
    pthread_rwlock_rdlock(&c->lock);
    bool stale = !cell_is_at(c, expected_version);
    pthread_rwlock_unlock(&c->lock);
    if (stale)
        return CELL_STALE;

    char *text = render(tmpl, expected_version + 1);
    if (!text)
        return CELL_NOMEM;
    char *drop = text;
    enum cell_rc rc = CELL_STALE;
    pthread_rwlock_wrlock(&c->lock);
    if (cell_is_at(c, expected_version)) {
        drop = c->policy;
        c->policy = text;
        c->version++;
        rc = CELL_OK;
    }
    pthread_rwlock_unlock(&c->lock);
    free(drop);
    return rc;
}

/* A base token was read here earlier, hence it is never ahead of the cell. */
enum cell_rc cell_truncate(struct cell *c, size_t keep, uint64_t base_version)
{
    enum cell_rc rc = CELL_STALE;
    pthread_rwlock_wrlock(&c->lock);
    if (base_version < c->version)
        goto out;
    if (c->policy && strlen(c->policy) > keep)
        c->policy[keep] = '\0';
    c->version++;
    rc = CELL_OK;
out:
    pthread_rwlock_unlock(&c->lock);
    return rc;
}

bool cell_accept_fenced(struct cell *c, char *text, uint64_t fence)
{
    pthread_rwlock_wrlock(&c->lock);
    bool ok = fence >= c->fence;
    if (ok) {
        c->fence = fence;
        free(c->policy);
        c->policy = text;
        c->version++;
    }
    pthread_rwlock_unlock(&c->lock);
    return ok;
}

void cell_enter_service(struct cell *c)
{
    int boot = PHASE_BOOT;
    atomic_compare_exchange_strong(&c->phase, &boot, PHASE_SERVING);
}

static uint64_t next_hits(const char *old, size_t len, uint64_t n)
{
    char buf[24];
    if (len >= sizeof buf)
        return n;
    memcpy(buf, old, len);
    buf[len] = '\0';
    return strtoull(buf, NULL, 10) / 2 + n;
}

memcached_st *hits_connect(const char *servers)
{
    memcached_st *mc = memcached(servers, strlen(servers));
    if (mc && memcached_behavior_set(mc, MEMCACHED_BEHAVIOR_SUPPORT_CAS, 1) != MEMCACHED_SUCCESS) {
        memcached_free(mc);
        mc = NULL;
    }
    return mc;
}

/* Halve-and-add of a decayed hit counter. */
bool hits_decay(memcached_st *mc, const char *key, uint64_t n)
{
    size_t klen = strlen(key);
    for (int i = 0; i < 8; i++) {
        memcached_return_t rc = memcached_mget(mc, &key, &klen, 1);
        if (rc != MEMCACHED_SUCCESS)
            return false;
        memcached_result_st *res = memcached_fetch_result(mc, NULL, &rc);
        char out[24];
        int len;
        if (!res) {
            len = snprintf(out, sizeof out, "%llu", (unsigned long long)n);
            rc = memcached_add(mc, key, klen, out, (size_t)len, 0, 0);
            if (rc == MEMCACHED_SUCCESS)
                return true;
            continue;
        }
        uint64_t v = next_hits(memcached_result_value(res), memcached_result_length(res), n);
        uint64_t cas = memcached_result_cas(res);
        memcached_result_free(res);
        while ((res = memcached_fetch_result(mc, NULL, &rc)) != NULL)
            memcached_result_free(res);
        len = snprintf(out, sizeof out, "%llu", (unsigned long long)v);
        rc = memcached_cas(mc, key, klen, out, (size_t)len, 0, 0, cas);
        if (rc == MEMCACHED_SUCCESS)
            return true;
        if (rc != MEMCACHED_DATA_EXISTS && rc != MEMCACHED_NOTFOUND)
            return false;
    }
    return false;
}

static void *controller(void *arg)
{
    struct cell *c = arg;
    uintptr_t turned_away = 0;
    for (uint64_t v = 0; v < 100; v++)
        if (cell_replace(c, "allow", v) == CELL_OK)
            turned_away += cell_truncate(c, 64, v + 1) != CELL_OK;
        else
            turned_away++;
    return (void *)turned_away;
}

int cell_run(struct cell *c)
{
    pthread_t a, b;
    void *na = NULL, *nb = NULL;
    cell_enter_service(c);
    if (pthread_create(&a, NULL, controller, c) != 0)
        return -1;
    if (pthread_create(&b, NULL, controller, c) == 0)
        pthread_join(b, &nb);
    pthread_join(a, &na);
    printf("%lu edits turned away\n", (unsigned long)((uintptr_t)na + (uintptr_t)nb));
    return 0;
}
