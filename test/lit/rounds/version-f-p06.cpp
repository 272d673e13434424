// RUN: %tocsin %s
// REQUIRES: stores
// STD: c++20
// Presence lists of the chat front ends: one memcached item per room holds
// the comma separated nick names.
#include <libmemcached/memcached.h>

#include <cstdint>
#include <ctime>
#include <mutex>
#include <string>
#include <string_view>

namespace chat {

struct CachedList {
    bool found = false;
    std::string names;
    uint64_t cas = 0;
};

class Presence {
public:
    explicit Presence(const std::string& config)
        : mc_(memcached(config.data(), config.size())) {
        memcached_behavior_set(mc_, MEMCACHED_BEHAVIOR_SUPPORT_CAS, 1);
    }
    ~Presence() { memcached_free(mc_); }
    Presence(const Presence&) = delete;
    Presence& operator=(const Presence&) = delete;

    bool join(const std::string& room, std::string_view nick) {
        std::lock_guard<std::mutex> g(io_);
        for (;;) {
            CachedList cur = fetch(room);
            std::string next = cur.names;
            if (!next.empty()) next += ',';
            next.append(nick);
            memcached_return_t rc =
                cur.found ? memcached_cas(mc_, room.data(), room.size(), next.data(), next.size(), ttl_, 0, cur.cas)
                          : memcached_add(mc_, room.data(), room.size(), next.data(), next.size(), ttl_, 0);
            if (rc == MEMCACHED_DATA_EXISTS || rc == MEMCACHED_NOTSTORED || rc == MEMCACHED_NOTFOUND) continue;
            return memcached_success(rc);
        }
    }

    void part(const std::string& room, std::string_view nick) {
        std::lock_guard<std::mutex> g(io_);
        CachedList cur = fetch(room);
        if (!cur.found) return;
        const std::string next = without(cur.names, nick);
        if (next == cur.names) return;
        memcached_cas(mc_, room.data(), room.size(), next.data(), next.size(), ttl_, 0, cur.cas); // EXPECT: ignored-conflict
    }

    void rename(const std::string& room, std::string_view from, std::string_view to) {
        std::lock_guard<std::mutex> g(io_);
        CachedList cur = fetch(room);
        if (!cur.found) return;
        std::string next = without(cur.names, from);
        if (!next.empty()) next += ',';
        next.append(to);
        memcached_set(mc_, room.data(), room.size(), next.data(), next.size(), ttl_, 0); // EXPECT: unversioned-write
    }

    // Room topics are replaced as a whole by the moderator.
    bool setTopic(const std::string& room, const std::string& topic) {
        std::lock_guard<std::mutex> g(io_);
        const std::string key = "topic:" + room;
        return memcached_success(memcached_set(mc_, key.data(), key.size(), topic.data(), topic.size(), 0, 0));
    }

private:
    CachedList fetch(const std::string& key) {
        CachedList out;
        const char* keys[] = {key.data()};
        const size_t lens[] = {key.size()};
        if (!memcached_success(memcached_mget(mc_, keys, lens, 1))) return out;
        memcached_return_t rc;
        memcached_result_st* res;
        while ((res = memcached_fetch_result(mc_, nullptr, &rc)) != nullptr) {
            out.found = true;
            out.names.assign(memcached_result_value(res), memcached_result_length(res));
            out.cas = memcached_result_cas(res);
            memcached_result_free(res);
        }
        return out;
    }

    static std::string without(const std::string& list, std::string_view nick) {
        std::string out;
        size_t pos = 0;
        while (pos <= list.size() && !list.empty()) {
            size_t end = list.find(',', pos);
            if (end == std::string::npos) end = list.size();
            std::string_view item(list.data() + pos, end - pos);
            if (item != nick) {
                if (!out.empty()) out += ',';
                out.append(item);
            }
            pos = end + 1;
        }
        return out;
    }

    memcached_st* mc_;
    std::mutex io_;
    time_t ttl_ = 3600;
};

}  // namespace chat
