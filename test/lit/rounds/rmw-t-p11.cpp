// RUN: %tocsin %s
// STD: c++20
// Connection slots of the proxy: lifecycle, permits and the lazily built
// routing index.
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace proxy {

enum class Phase : std::uint8_t { idle, opening, open, closing };

class Slot {
public:
    bool begin_open() {
        Phase p = phase_.load(std::memory_order_acquire);
        if (p != Phase::idle) return false;
        return phase_.compare_exchange_strong(p, Phase::opening, std::memory_order_acq_rel);
    }

    void opened() { phase_.store(Phase::open, std::memory_order_release); }

    bool begin_close() {
        Phase expected = Phase::open;
        return phase_.compare_exchange_strong(expected, Phase::closing, std::memory_order_acq_rel);
    }

    void closed() { phase_.store(Phase::idle, std::memory_order_release); }

private:
    std::atomic<Phase> phase_{Phase::idle};
};

class Permits {
public:
    explicit Permits(int n) : left_(n) {}

    bool acquire() {
        int left = left_.load(std::memory_order_relaxed);
        for (;;) {
            if (left <= 0) return false;
            const int next = left - 1;
            if (left_.compare_exchange_weak(left, next, std::memory_order_acquire)) return true;
        }
    }
    void release() { left_.fetch_add(1, std::memory_order_release); }

private:
    std::atomic<int> left_;
};

class Router {
public:
    using Index = std::unordered_map<std::string, int>;

    ~Router() { delete index_.load(std::memory_order_relaxed); }

    const Index &index() {
        Index *p = index_.load(std::memory_order_acquire);
        if (p == nullptr) {
            const std::lock_guard lk(mu_);
            p = index_.load(std::memory_order_relaxed);
            if (p == nullptr) {
                p = build().release();
                index_.store(p, std::memory_order_release);
            }
        }
        return *p;
    }

    void note(const std::string &host) {
        std::unique_lock lk(mu_);
        recent_.push_back(host);
        trim(lk);
    }

    std::size_t recent() {
        std::unique_lock lk(mu_);
        trim(lk);
        return recent_.size();
    }

private:
    void trim(std::unique_lock<std::mutex> &) {
        while (recent_.size() > 32) {
            recent_.pop_front();
            ++trimmed_;
        }
    }

    static std::unique_ptr<Index> build() {
        auto idx = std::make_unique<Index>();
        for (int i = 0; i < 100; ++i) idx->emplace("host-" + std::to_string(i), i);
        return idx;
    }

    std::mutex mu_;
    std::atomic<Index *> index_{nullptr};
    std::deque<std::string> recent_;
    std::uint64_t trimmed_ = 0;
};

}  // namespace proxy

int main() {
    proxy::Router router;
    proxy::Permits permits(3);
    std::vector<proxy::Slot> slots(4);
    std::vector<std::thread> clients;
    for (int c = 0; c < 8; ++c)
        clients.emplace_back([&, c] {
            for (int i = 0; i < 500; ++i) {
                if (!permits.acquire()) continue;
                proxy::Slot &s = slots[static_cast<std::size_t>(c + i) % slots.size()];
                if (s.begin_open()) {
                    s.opened();
                    const std::string host = "host-" + std::to_string(i % 100);
                    if (router.index().contains(host)) router.note(host);
                    if (s.begin_close()) s.closed();
                }
                permits.release();
            }
        });
    for (auto &t : clients) t.join();
    std::printf("%zu recent hosts\n", router.recent());
}
