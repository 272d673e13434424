// RUN: %tocsin %s
// STD: c++20
// Tenant database files: tombstone first, unlink later when nothing has come
// back to the tenant and no handle is left.
#include <chrono>
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <unistd.h>

namespace tenants {

using Clock = std::chrono::steady_clock;

enum class State { Active, Tombstone };

struct Tenant {
    std::string file;
    State state = State::Active;
    Clock::time_point tombstonedAt{};
    Clock::time_point lastAccess{};
    int handles = 0;
};

class Directory {
public:
    void tombstone(const std::string& name) {
        std::lock_guard<std::mutex> g(mu_);
        auto it = map_.find(name);
        if (it == map_.end())
            return;
        it->second.state = State::Tombstone;
        it->second.tombstonedAt = Clock::now();
    }

    bool open(const std::string& name) {
        std::lock_guard<std::mutex> g(mu_);
        auto it = map_.find(name);
        if (it == map_.end())
            return false;
        Tenant& t = it->second;
        t.state = State::Active;
        t.lastAccess = Clock::now();
        ++t.handles;
        return true;
    }

    void close(const std::string& name) {
        std::lock_guard<std::mutex> g(mu_);
        auto it = map_.find(name);
        if (it != map_.end())
            --it->second.handles;
    }

    std::size_t hardDelete(Clock::time_point olderThan) {
        std::lock_guard<std::mutex> g(mu_);
        std::size_t n = 0;
        for (auto it = map_.begin(); it != map_.end();) {
            const Tenant& t = it->second;
            const bool due = t.tombstonedAt < olderThan;
            if (t.state != State::Tombstone || t.handles > 0 || !due) {
                ++it;
                continue;
            }
            if (::unlink(t.file.c_str()) != 0)
                std::perror(t.file.c_str());
            it = map_.erase(it);
            ++n;
        }
        return n;
    }

private:
    std::mutex mu_;
    std::map<std::string, Tenant> map_;
};

}  // namespace tenants
