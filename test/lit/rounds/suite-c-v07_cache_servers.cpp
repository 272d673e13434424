// RUN: %tocsin %s
// STD: c++20
// Redis and memcached: a value is read, changed in the process and stored.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <memory>
#include <mutex>
#include <string>

extern "C" { // hiredis.h, libmemcached/memcached.h: the part used here
typedef struct redisContext redisContext;
typedef struct redisReply { int type; long long integer; double dval; size_t len; char *str; } redisReply;
#define REDIS_REPLY_STRING 1
#define REDIS_REPLY_NIL 4
#define REDIS_REPLY_ERROR 6
void *redisCommand(redisContext *c, const char *format, ...);
void freeReplyObject(void *reply);
typedef struct memcached_st memcached_st;
typedef enum { MEMCACHED_SUCCESS = 0, MEMCACHED_DATA_EXISTS = 12 } memcached_return_t;
char *memcached_get(memcached_st *, const char *key, size_t klen, size_t *vlen, uint32_t *flags, memcached_return_t *);
memcached_return_t memcached_set(memcached_st *, const char *key, size_t klen, const char *v, size_t vlen, time_t exp, uint32_t flags);
memcached_return_t memcached_cas(memcached_st *, const char *key, size_t klen, const char *v, size_t vlen, time_t exp, uint32_t flags, uint64_t cas);
memcached_return_t memcached_increment(memcached_st *, const char *key, size_t klen, uint32_t by, uint64_t *value);
}

struct FreeReply { void operator()(redisReply *r) const { if (r) freeReplyObject(r); } };
using Reply = std::unique_ptr<redisReply, FreeReply>;

static long long number(const Reply &r) { return r && r->type == REDIS_REPLY_STRING ? std::atoll(r->str) : 0; }

bool get_set(redisContext *c, const char *key)
{
    Reply r(static_cast<redisReply *>(redisCommand(c, "GET %s", key)));
    const long long n = number(r) + 1;
    Reply w(static_cast<redisReply *>(redisCommand(c, "SET %s %lld", key, n))); // EXPECT: unversioned-write
    return w && w->type != REDIS_REPLY_ERROR;
}

bool hash_field(redisContext *c, const char *key)
{
    Reply r(static_cast<redisReply *>(redisCommand(c, "HGET %s visits", key)));
    Reply w(static_cast<redisReply *>(redisCommand(c, "HSET %s visits %lld", key, number(r) + 1))); // EXPECT: unversioned-write
    return w && w->type != REDIS_REPLY_ERROR;
}

std::mutex local;

// the other web nodes have their own mutex
bool get_set_in_mutex(redisContext *c, const char *key)
{
    std::lock_guard g(local);
    Reply r(static_cast<redisReply *>(redisCommand(c, "GET %s", key)));
    Reply w(static_cast<redisReply *>(redisCommand(c, "SET %s %lld", key, number(r) * 2))); // EXPECT: unversioned-write
    return w && w->type != REDIS_REPLY_ERROR;
}

bool incr(redisContext *c, const char *key)
{
    Reply w(static_cast<redisReply *>(redisCommand(c, "INCRBY %s %d", key, 1)));
    return w && w->type != REDIS_REPLY_ERROR;
}

bool watched(redisContext *c, const char *key)
{
    Reply a(static_cast<redisReply *>(redisCommand(c, "WATCH %s", key)));
    Reply r(static_cast<redisReply *>(redisCommand(c, "GET %s", key)));
    Reply b(static_cast<redisReply *>(redisCommand(c, "MULTI")));
    Reply w(static_cast<redisReply *>(redisCommand(c, "SET %s %lld", key, number(r) * 2)));
    Reply e(static_cast<redisReply *>(redisCommand(c, "EXEC")));
    return e && e->type != REDIS_REPLY_NIL && e->type != REDIS_REPLY_ERROR;
}

bool watched_outcome_dropped(redisContext *c, const char *key)
{
    Reply a(static_cast<redisReply *>(redisCommand(c, "WATCH %s", key)));
    Reply r(static_cast<redisReply *>(redisCommand(c, "GET %s", key)));
    Reply b(static_cast<redisReply *>(redisCommand(c, "MULTI")));
    Reply w(static_cast<redisReply *>(redisCommand(c, "SET %s %lld", key, number(r) * 2)));
    Reply e(static_cast<redisReply *>(redisCommand(c, "EXEC"))); // EXPECT: ignored-conflict
    return true;
}

bool unlock_compared(redisContext *c, const char *key, const std::string &token)
{
    Reply r(static_cast<redisReply *>(redisCommand(c, "GET %s", key)));
    if (!r || r->type != REDIS_REPLY_STRING || token != r->str)
        return false;
    Reply d(static_cast<redisReply *>(redisCommand(c, "DEL %s", key))); // EXPECT: unversioned-write
    return d && d->integer == 1;
}

bool unlock_script(redisContext *c, const char *key, const std::string &token)
{
    Reply d(static_cast<redisReply *>(redisCommand(c,
        "EVAL %s 1 %s %s", "if redis.call('get',KEYS[1])==ARGV[1] then return redis.call('del',KEYS[1]) end return 0", key, token.c_str())));
    return d && d->integer == 1;
}

bool mc_append(memcached_st *m, const std::string &key, const std::string &tail)
{
    size_t n = 0;
    uint32_t fl = 0;
    memcached_return_t rc;
    std::unique_ptr<char, void (*)(void *)> v(memcached_get(m, key.data(), key.size(), &n, &fl, &rc), std::free);
    if (!v)
        return false;
    const std::string next = std::string(v.get(), n) + "," + tail;
    return memcached_set(m, key.data(), key.size(), next.data(), next.size(), 0, fl) == MEMCACHED_SUCCESS; // EXPECT: unversioned-write
}

void mc_cas_dropped(memcached_st *m, const std::string &key, long seen, uint64_t cas)
{
    const std::string next = std::to_string(seen + 1);
    memcached_cas(m, key.data(), key.size(), next.data(), next.size(), 0, 0, cas); // EXPECT-MISS: ignored-conflict
}

bool mc_cas(memcached_st *m, const std::string &key, long seen, uint64_t cas)
{
    const std::string next = std::to_string(seen + 1);
    return memcached_cas(m, key.data(), key.size(), next.data(), next.size(), 0, 0, cas) == MEMCACHED_SUCCESS;
}

void mc_refill(memcached_st *m, const std::string &key, const std::string &page)
{
    memcached_set(m, key.data(), key.size(), page.data(), page.size(), 300, 0);
}
