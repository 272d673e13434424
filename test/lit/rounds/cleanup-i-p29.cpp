// RUN: %tocsin %s
// STD: c++20
// Geocoder front: remembers upstream answers for a while.
#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>

struct LatLon {
    double lat = 0, lon = 0;
};

struct CacheStats {
    std::size_t size = 0;
    std::size_t old = 0;
    double oldestSeconds = 0;
    std::string since;
};

class GeoCache {
public:
    using Clock = std::chrono::steady_clock;

    explicit GeoCache(Clock::duration ttl) : ttl_(ttl), createdWall_(std::time(nullptr)) {}

    std::optional<LatLon> find(const std::string& addr) const {
        std::lock_guard<std::mutex> g(mu_);
        auto it = map_.find(addr);
        if (it == map_.end() || Clock::now() - it->second.stored > ttl_) return std::nullopt;
        return it->second.pos;
    }

    void store(const std::string& addr, LatLon pos) {
        std::lock_guard<std::mutex> g(mu_);
        map_[addr] = Entry{pos, Clock::now()};
    }

    std::size_t expire() {
        std::lock_guard<std::mutex> g(mu_);
        const auto now = Clock::now();
        return std::erase_if(map_, [&](const auto& kv) { return now - kv.second.stored > ttl_; });
    }

    CacheStats stats() const {
        CacheStats s;
        std::lock_guard<std::mutex> g(mu_);
        s.size = map_.size();
        for (const auto& [addr, e] : map_) {
            const std::chrono::duration<double> age = Clock::now() - e.stored;
            if (age > ttl_ / 2) ++s.old;
            if (age.count() > s.oldestSeconds) s.oldestSeconds = age.count();
        }
        char buf[32];
        std::tm tm{};
        ::gmtime_r(&createdWall_, &tm);
        std::strftime(buf, sizeof buf, "%FT%TZ", &tm);
        s.since = buf;
        return s;
    }

private:
    struct Entry {
        LatLon pos;
        Clock::time_point stored;
    };
    const Clock::duration ttl_;
    const std::time_t createdWall_;
    mutable std::mutex mu_;
    std::unordered_map<std::string, Entry> map_;
};

static LatLon resolve(GeoCache& cache, const std::string& addr,
                      const std::function<LatLon(const std::string&)>& upstream) {
    if (auto hit = cache.find(addr)) return *hit;
    const LatLon pos = upstream(addr);
    cache.store(addr, pos); // EXPECT-NOISE: check-then-act
    return pos;
}

int main() {
    GeoCache cache(std::chrono::minutes(30));
    std::thread janitor([&] {
        for (int i = 0; i < 10; ++i) {
            cache.expire();
            std::this_thread::sleep_for(std::chrono::minutes(1));
        }
    });
    const auto upstream = [](const std::string& a) { return LatLon{double(a.size()), 0.5}; };
    for (const char* a : {"Main St 1", "Station Rd 4", "Main St 1"}) {
        const LatLon p = resolve(cache, a, upstream);
        std::printf("%s %.3f %.3f\n", a, p.lat, p.lon);
    }
    const CacheStats s = cache.stats();
    std::printf("%zu entries, %zu old, oldest %.0fs, since %s\n", s.size, s.old, s.oldestSeconds, s.since.c_str());
    janitor.join();
}
