// RUN: %tocsin %s
// STD: c++20
// Resolver cache shared by all query threads.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace dns {

using Clock = std::chrono::steady_clock;

struct RRset {
    std::vector<std::string> data;
    Clock::time_point expires;
    uint32_t version = 0;
};
using RRsetPtr = std::shared_ptr<const RRset>;

struct RootHints { std::vector<std::string> servers; };
std::unique_ptr<RootHints> parseHints(const char* path);
std::optional<RRset> queryUpstream(const std::string& name);

class Resolver {
public:
    RRsetPtr resolve(const std::string& name) {
        {
            std::shared_lock rd(mu_);
            auto it = cache_.find(name);
            if (it != cache_.end() && it->second->expires > Clock::now()) return it->second;
        }
        auto answer = queryUpstream(name);
        if (!answer) return nullptr;
        auto fresh = std::make_shared<RRset>(std::move(*answer));

        std::unique_lock wr(mu_);
        auto [it, inserted] = cache_.try_emplace(name, fresh);
        if (inserted) {
            ++entries_;
        } else if (it->second->expires <= fresh->expires) {
            fresh->version = it->second->version + 1;
            it->second = fresh;
        }
        return it->second;
    }

    // Refreshes an entry without blocking readers during the upstream query.
    bool refresh(const std::string& name) {
        uint32_t seen = 0;
        {
            std::shared_lock rd(mu_);
            auto it = cache_.find(name);
            if (it == cache_.end()) return false;
            seen = it->second->version;
        }
        auto answer = queryUpstream(name);
        if (!answer) return false;
        std::unique_lock wr(mu_);
        auto it = cache_.find(name);
        if (it == cache_.end() || it->second->version != seen) return false;
        answer->version = seen + 1;
        it->second = std::make_shared<RRset>(std::move(*answer));
        return true;
    }

    const RootHints& hints() {
        RootHints* h = hints_.load(std::memory_order_acquire);
        if (h == nullptr) {
            std::lock_guard g(hintsMu_);
            h = hints_.load(std::memory_order_relaxed);
            if (h == nullptr) {
                h = parseHints("/etc/resolver/root.hints").release();
                hints_.store(h, std::memory_order_release);
            }
        }
        return *h;
    }

    const std::string& hostname() {
        std::call_once(nameOnce_, [this] { hostname_ = readHostname(); });
        return hostname_;
    }

    size_t sweep() {
        if (sweeping_.test_and_set(std::memory_order_acquire)) return 0;
        size_t gone = 0;
        {
            std::unique_lock wr(mu_);
            const auto now = Clock::now();
            gone = std::erase_if(cache_, [&](const auto& kv) { return kv.second->expires < now; });
            entries_ -= gone;
        }
        sweeping_.clear(std::memory_order_release);
        return gone;
    }

    void start(unsigned n) {
        for (unsigned i = 0; i < n; ++i)
            threads_.emplace_back([this](std::stop_token st) {
                std::string q;
                while (!st.stop_requested() && nextQuery(q)) {
                    auto rr = resolve(q);
                    if (!rr) continue;
                    if (rr->expires - Clock::now() < std::chrono::seconds(5)) refresh(q);
                    if (sinceSweep_.fetch_add(1) % 4096 == 4095) sweep();
                }
            });
    }

    ~Resolver() {
        threads_.clear();
        delete hints_.load();
    }

private:
    static std::string readHostname();
    bool nextQuery(std::string& q);

    std::shared_mutex mu_;
    std::unordered_map<std::string, RRsetPtr> cache_;
    size_t entries_ = 0;
    std::mutex hintsMu_;
    std::atomic<RootHints*> hints_{nullptr};
    std::once_flag nameOnce_;
    std::string hostname_;
    std::atomic_flag sweeping_;
    std::atomic<uint64_t> sinceSweep_{0};
    std::vector<std::jthread> threads_;
};

} // namespace dns
