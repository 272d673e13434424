// RUN: %tocsin %s
// STD: c++20
// Upstream selection for the L7 balancer.
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace lb {

struct Upstream {
    std::string addr;
    uint32_t weight = 1;
    std::atomic<uint64_t> load{0};
    std::atomic<int> inflight{0};
    std::atomic<bool> draining{false};
    std::atomic<uint32_t> failures{0};
    std::atomic<uint64_t> ewmaUs{0};
    void closePool();
};

class Balancer {
public:
    explicit Balancer(std::vector<std::unique_ptr<Upstream>> ups) : ups_(std::move(ups)) {}

    Upstream* pick(uint64_t cost) {
        Upstream* best = nullptr;
        const uint64_t start = rr_.fetch_add(1, std::memory_order_relaxed);
        for (size_t i = 0; i < ups_.size(); ++i) {
            Upstream* u = ups_[(start + i) % ups_.size()].get();
            if (u->draining.load(std::memory_order_acquire)) continue;
            if (!best || u->load.load() * best->weight < best->load.load() * u->weight) best = u;
        }
        if (!best) return nullptr;
        charge(*best, cost);
        if (best->draining.load(std::memory_order_acquire)) {
            best->load.fetch_sub(cost, std::memory_order_relaxed);
            finish(*best);
            return nullptr;
        }
        return best;
    }

    void done(Upstream& u, uint64_t cost, uint64_t us, bool failed) {
        refund(u, cost);
        sample(u, us);
        if (failed && u.failures.fetch_add(1) + 1 >= kMaxFailures)
            u.draining.store(true);
        u.inflight.fetch_sub(1, std::memory_order_acq_rel);
        if (u.draining.load() && u.inflight.load() == 0) u.closePool(); // EXPECT: split-atomic
    }

    void finish(Upstream& u) {
        if (u.inflight.fetch_sub(1, std::memory_order_acq_rel) == 1 &&
            u.draining.load(std::memory_order_acquire))
            wake_.fetch_add(1, std::memory_order_release);
    }

private:
    static constexpr uint32_t kMaxFailures = 5;

    void charge(Upstream& u, uint64_t cost) {
        u.inflight.fetch_add(1, std::memory_order_relaxed);
        u.load.fetch_add(cost, std::memory_order_relaxed);
    }

    static void refund(Upstream& u, uint64_t cost) {
        uint64_t cur = u.load.load(std::memory_order_relaxed);
        const uint64_t next = cur > cost ? cur - cost : 0;
        while (!u.load.compare_exchange_weak(cur, next, std::memory_order_relaxed)) // EXPECT: unchecked-version
            std::this_thread::yield();
    }

    static void sample(Upstream& u, uint64_t us) {
        uint64_t old = u.ewmaUs.load(std::memory_order_relaxed);
        uint64_t upd;
        do {
            upd = old - old / 8 + us / 8;
        } while (!u.ewmaUs.compare_exchange_weak(old, upd, std::memory_order_relaxed));
    }

    std::vector<std::unique_ptr<Upstream>> ups_;
    std::atomic<uint64_t> rr_{0};
    std::atomic<uint32_t> wake_{0};
};

struct Exchange { uint64_t cost; uint64_t us; bool failed; };
bool readRequest(int fd, uint64_t& cost);
Exchange forward(const Upstream& u, uint64_t cost);

void runWorkers(Balancer& b, const std::vector<int>& fds) {
    std::vector<std::jthread> ts;
    for (int fd : fds)
        ts.emplace_back([&b, fd] {
            uint64_t cost;
            while (readRequest(fd, cost)) {
                Upstream* u = b.pick(cost);
                if (!u) continue;
                const Exchange x = forward(*u, cost);
                b.done(*u, x.cost, x.us, x.failed);
            }
        });
}

} // namespace lb
