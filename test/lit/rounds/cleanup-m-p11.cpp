// RUN: %tocsin %s
// STD: c++20
// Body store of the caching proxy.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace fs = std::filesystem;

namespace proxy {

using Clock = std::chrono::steady_clock;

struct Stored {
    std::string etag;
    fs::path body;
    std::uintmax_t size = 0;
    Clock::time_point stored_at;
    Clock::time_point last_hit;
};

using StoredPtr = std::shared_ptr<Stored>;

class BodyStore {
public:
    explicit BodyStore(fs::path root, std::uintmax_t cap) : root_(std::move(root)), cap_(cap) {}

    // A response keeps the handle until the last byte has left.
    StoredPtr lookup(const std::string& url) {
        std::lock_guard<std::mutex> g(mu_);
        auto it = index_.find(url);
        if (it == index_.end()) return nullptr;
        it->second->last_hit = Clock::now();
        return it->second;
    }

    void insert(const std::string& url, StoredPtr s) {
        std::lock_guard<std::mutex> g(mu_);
        if (index_.count(url)) return;
        s->stored_at = s->last_hit = Clock::now();
        used_ += s->size;
        index_.emplace(url, std::move(s));
    }

    std::size_t sweep(Clock::duration max_age) {
        std::lock_guard<std::mutex> g(mu_);
        const auto now = Clock::now();
        std::size_t n = 0;
        for (auto it = index_.begin(); it != index_.end();) {
            if (!collectable(it->second, now, max_age)) {
                ++it;
                continue;
            }
            it = discard(it);
            ++n;
        }
        return n;
    }

    void shrink() {
        std::lock_guard<std::mutex> g(mu_);
        while (used_ > cap_) {
            auto victim = index_.end();
            for (auto it = index_.begin(); it != index_.end(); ++it) {
                if (it->second.use_count() > 1) continue;
                if (victim == index_.end() || it->second->last_hit < victim->second->last_hit) victim = it;
            }
            if (victim == index_.end()) return;
            discard(victim);
        }
    }

private:
    using Index = std::unordered_map<std::string, StoredPtr>;

    static bool collectable(const StoredPtr& s, Clock::time_point now, Clock::duration max_age) {
        if (now - s->stored_at <= max_age) return false;
        return s.use_count() == 1;
    }

    Index::iterator discard(Index::iterator it) {
        std::error_code ec;
        fs::remove(it->second->body, ec);
        used_ -= it->second->size;
        return index_.erase(it);
    }

    std::mutex mu_;
    fs::path root_;
    std::uintmax_t cap_;
    std::uintmax_t used_ = 0;
    Index index_;
};

bool sendBody(BodyStore& store, const std::string& url, int (*sink)(const char*, std::size_t)) {
    StoredPtr s = store.lookup(url);
    if (!s) return false;
    std::FILE* f = std::fopen(s->body.c_str(), "rb");
    if (!f) return false;
    char buf[16384];
    std::size_t n;
    while ((n = std::fread(buf, 1, sizeof buf, f)) > 0)
        if (sink(buf, n) < 0) break;
    std::fclose(f);
    return true;
}

}  // namespace proxy

int main() {
    proxy::BodyStore store("/var/cache/proxy", 1u << 30);
    std::thread t([&] {
        for (;;) {
            std::this_thread::sleep_for(std::chrono::seconds(30));
            store.sweep(std::chrono::hours(6));
            store.shrink();
        }
    });
    t.join();
}
