// RUN: %tocsin %s
// STD: c++20
// Authoritative zone cache: snapshots shared with query threads, refresh watchers.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace zone {

struct Records {
    std::map<std::string, std::vector<std::string>> rr;
    uint32_t serial = 0;
};

class Watcher {
public:
    virtual ~Watcher() = default;
    virtual void zoneChanged(uint32_t serial) = 0;
};

class Zone {
public:
    std::shared_ptr<Records> snapshot() const {
        std::lock_guard<std::mutex> g(mu_);
        return data_;
    }

    void replace(std::shared_ptr<Records> r) {
        std::lock_guard<std::mutex> g(mu_);
        data_ = std::move(r);
    }

    void addRecord(const std::string& owner, const std::string& value) {
        auto cur = snapshot();
        auto next = std::make_shared<Records>(*cur);
        next->rr[owner].push_back(value);
        next->serial++;
        replace(std::move(next)); // EXPECT: lost-update
    }

    void watch(const std::shared_ptr<Watcher>& w) {
        std::lock_guard<std::mutex> g(mu_);
        watchers_.push_back(w);
    }

    void announce(uint32_t serial) {
        std::vector<std::weak_ptr<Watcher>> copy;
        {
            std::lock_guard<std::mutex> g(mu_);
            copy = watchers_;
        }
        for (auto& w : copy) {
            if (w.expired()) continue;
            w.lock()->zoneChanged(serial); // EXPECT: check-then-act
        }
    }

    // Bump the shared query budget; returns false once the zone is throttled.
    bool charge(uint32_t cost) {
        uint32_t left = budget_.load(std::memory_order_relaxed);
        uint32_t want = left - cost;
        do {
            if (left < cost) return false;
        } while (!budget_.compare_exchange_weak(left, want)); // EXPECT: unchecked-version
        return true;
    }

    bool chargeOne() {
        uint32_t left = budget_.load(std::memory_order_relaxed);
        do {
            if (left == 0) return false;
        } while (!budget_.compare_exchange_weak(left, left - 1));
        return true;
    }

    void refill(uint32_t n) { budget_.store(n, std::memory_order_relaxed); }

private:
    mutable std::mutex mu_;
    std::shared_ptr<Records> data_ = std::make_shared<Records>();
    std::vector<std::weak_ptr<Watcher>> watchers_;
    std::atomic<uint32_t> budget_{1000};
};

}  // namespace zone
