// RUN: %tocsin %s
// STD: c++20
// REQUIRES: stores
// Regression: leaders and lease holders that write to a shared store; varied is what the store is told.
#include <cstdint>
#include <hiredis/hiredis.h>
#include <map>
#include <memory>
#include <mutex>
#include <string>

enum class PutResult { kOk, kStaleEpoch, kUnavailable };

// Coordination store, one for all nodes.
class MetaStore {
public:
    static constexpr std::uint64_t kAnyEpoch = 0;
    virtual ~MetaStore() = default;
    virtual std::string get(const std::string& key) = 0;
    virtual void put(const std::string& key, const std::string& value) = 0;
    // Refused with kStaleEpoch when a higher epoch has written; kAnyEpoch switches the comparison off.
    virtual PutResult put_fenced(const std::string& key, const std::string& value, std::uint64_t epoch) = 0;
};

struct Lease {
    virtual ~Lease() = default;
    virtual bool held() const = 0;
    virtual std::uint64_t epoch() const = 0;
};

static std::string next_assignment(const std::string& old) { return std::to_string(std::stoul("0" + old) + 1); }

bool assign_held(MetaStore& s, const Lease& l, const std::string& shard) {
    const std::string old = s.get("assign/" + shard);
    if (!l.held()) return false;
    s.put("assign/" + shard, next_assignment(old)); // EXPECT: unversioned-write
    return true;
}

bool assign_fenced(MetaStore& s, const Lease& l, const std::string& shard) {
    const auto epoch = l.epoch();
    if (!l.held()) return false;
    const std::string old = s.get("assign/" + shard);
    return s.put_fenced("assign/" + shard, next_assignment(old), epoch) == PutResult::kOk;
}

bool assign_any_epoch(MetaStore& s, const Lease& l, const std::string& shard) {
    const std::string old = s.get("assign/" + shard);
    if (!l.held()) return false;
    const auto r = s.put_fenced("assign/" + shard, next_assignment(old), MetaStore::kAnyEpoch); // EXPECT-MISS: unversioned-write
    return r == PutResult::kOk;
}

bool assign_result_dropped(MetaStore& s, const Lease& l, const std::string& shard) {
    const auto epoch = l.epoch();
    if (!l.held()) return false;
    const std::string old = s.get("assign/" + shard);
    s.put_fenced("assign/" + shard, next_assignment(old), epoch); // EXPECT: ignored-conflict
    return true;
}

void report_node(MetaStore& s, const Lease& l, const std::string& self, unsigned load) {
    if (l.held()) s.put("nodes/" + self, "leader load=" + std::to_string(load)); // EXPECT-NOISE: unversioned-write
}

// The receiving side.
class ShardStore {
public:
    bool apply(const std::string& key, const std::string& value, std::uint64_t epoch) {
        std::lock_guard lk(mu_);
        if (epoch < highest_epoch_) return false;
        highest_epoch_ = epoch;
        rows_[key] = value;
        return true;
    }
    bool apply_in_two(const std::string& key, const std::string& value, std::uint64_t epoch) {
        {
            std::lock_guard lk(mu_);
            if (epoch < highest_epoch_) return false;
            highest_epoch_ = epoch;
        }
        std::lock_guard lk(mu_);
        rows_[key] = value; // EXPECT-MISS: unchecked-version
        return true;
    }

private:
    std::mutex mu_;
    std::uint64_t highest_epoch_ = 0;
    std::map<std::string, std::string> rows_;
};

// A lease kept as a Redis key that holds the owner's token.
using Reply = std::unique_ptr<redisReply, decltype(&freeReplyObject)>;

template <class... A>
static Reply run(redisContext* c, const char* fmt, A... a) {
    return Reply(static_cast<redisReply*>(redisCommand(c, fmt, a...)), &freeReplyObject);
}

bool lease_take(redisContext* c, const char* key, const char* token) {
    const Reply r = run(c, "SET %s %s NX PX 15000", key, token);
    return r && r->type == REDIS_REPLY_STATUS;
}

bool lease_give_back_compared(redisContext* c, const char* key, const char* token) {
    Reply r(static_cast<redisReply*>(redisCommand(c, "GET %s", key)), &freeReplyObject);
    if (!r || r->type != REDIS_REPLY_STRING || std::string(r->str, r->len) != token) return false;
    r.reset(static_cast<redisReply*>(redisCommand(c, "DEL %s", key))); // EXPECT: unversioned-write
    return r && r->integer == 1;
}

bool lease_give_back_script(redisContext* c, const char* key, const char* token) {
    static const char script[] = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) else return 0 end";
    const Reply r = run(c, "EVAL %s 1 %s %s", script, key, token);
    return r && r->integer == 1;
}

bool lease_extend_compared(redisContext* c, const char* key, const char* token) {
    const Reply now = run(c, "GET %s", key);
    if (!now || now->type != REDIS_REPLY_STRING || std::string(now->str, now->len) != token) return false;
    const Reply set = run(c, "PEXPIRE %s 15000", key); // EXPECT: unversioned-write
    return set && set->integer == 1;
}
