// RUN: %tocsin %s
// STD: c++20
// Work stealing job system: counters and handles.
#include <atomic>
#include <bit>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

class JobGroup {
public:
    void retain() noexcept { refs_.fetch_add(1, std::memory_order_relaxed); }
    void drop() noexcept {
        if (refs_.fetch_sub(1, std::memory_order_acq_rel) == 1)
            delete this;
    }

    void noteLatency(uint64_t us) noexcept {
        uint64_t seen = max_us_.load(std::memory_order_relaxed);
        while (us > seen && !max_us_.compare_exchange_weak(seen, us, std::memory_order_relaxed)) {
        }
        total_us_ += us;
    }

    bool beginCancel() noexcept {
        if (cancelled_.load(std::memory_order_relaxed))
            return false;
        return !cancelled_.exchange(true, std::memory_order_acq_rel);
    }

    uint64_t drainLatency() noexcept { return total_us_.exchange(0); }

private:
    ~JobGroup() = default;
    std::atomic<int> refs_{1};
    std::atomic<uint64_t> max_us_{0};
    std::atomic<uint64_t> total_us_{0};
    std::atomic<bool> cancelled_{false};
};

class WorkerMask {
public:
    int claimIdle() noexcept {
        uint64_t m = idle_.load(std::memory_order_acquire);
        while (m != 0) {
            const int bit = std::countr_zero(m);
            const uint64_t next = m & ~(1ull << bit);
            if (idle_.compare_exchange_weak(m, next, std::memory_order_acq_rel))
                return bit;
        }
        return -1;
    }
    void setIdle(int bit) noexcept { idle_ |= 1ull << bit; }

private:
    std::atomic<uint64_t> idle_{0};
};

class Throttle {
public:
    // The limit is read by every worker without the lock and only changed with it.
    void widen(unsigned by) {
        std::lock_guard<std::mutex> g(mu_);
        const unsigned cur = limit_.load(std::memory_order_relaxed);
        if (cur + by <= kMax)
            limit_.store(cur + by, std::memory_order_release);
        ++changes_;
    }
    void halve() {
        std::lock_guard<std::mutex> g(mu_);
        limit_ = limit_ / 2 > 0 ? limit_ / 2 : 1;
        ++changes_;
    }
    bool admit(unsigned running) const { return running < limit_.load(std::memory_order_acquire); }

private:
    static constexpr unsigned kMax = 256;
    mutable std::mutex mu_;
    std::atomic<unsigned> limit_{16};
    unsigned changes_ = 0;
};

class JobSystem {
public:
    explicit JobSystem(unsigned n) {
        for (unsigned i = 0; i < n; ++i) {
            mask_.setIdle(int(i));
            threads_.emplace_back([this, i] { work(int(i)); });
        }
    }
    ~JobSystem() {
        stop_.store(true);
        for (auto &t : threads_)
            t.join();
        group_->drop();
    }

private:
    void work(int id) {
        group_->retain();
        while (!stop_.load()) {
            const auto t0 = std::chrono::steady_clock::now();
            const unsigned running = running_.fetch_add(1) + 1;
            if (!throttle_.admit(running))
                throttle_.widen(1);
            else if (running > 64)
                throttle_.halve();
            const auto dt = std::chrono::steady_clock::now() - t0;
            group_->noteLatency(uint64_t(dt.count() / 1000));
            running_.fetch_sub(1);
            if (const int peer = mask_.claimIdle(); peer >= 0)
                mask_.setIdle(peer);
            if (id == 0 && group_->drainLatency() > 1'000'000'000)
                group_->beginCancel();
        }
        group_->drop();
    }

    JobGroup *group_ = new JobGroup;
    WorkerMask mask_;
    Throttle throttle_;
    std::atomic<unsigned> running_{0};
    std::atomic<bool> stop_{false};
    std::vector<std::thread> threads_;
};

int main() {
    JobSystem js(8);
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
}
