// RUN: %tocsin %s
// STD: c++20
// Probes a list of storage targets in parallel and prints latency extremes.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <functional>
#include <limits>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class TaskGroup {
public:
    explicit TaskGroup(unsigned n) {
        for (unsigned i = 0; i < n; ++i)
            threads_.emplace_back([this] { loop(); });
    }
    ~TaskGroup() {
        {
            std::lock_guard<std::mutex> g(m_);
            closing_ = true;
        }
        cv_.notify_all();
        for (auto& t : threads_)
            t.join();
    }

    void post(std::function<void()> f) {
        {
            std::lock_guard<std::mutex> g(m_);
            tasks_.push_back(std::move(f));
            ++open_;
        }
        cv_.notify_one();
    }

    void drain() {
        std::unique_lock<std::mutex> lk(m_);
        idle_.wait(lk, [this] { return open_ == 0; });
    }

private:
    void loop() {
        std::unique_lock<std::mutex> lk(m_);
        while (true) {
            cv_.wait(lk, [this] { return closing_ || !tasks_.empty(); });
            if (tasks_.empty())
                return;
            auto f = std::move(tasks_.front());
            tasks_.pop_front();
            lk.unlock();
            f();
            lk.lock();
            if (--open_ == 0)
                idle_.notify_all();
        }
    }

    std::mutex m_;
    std::condition_variable cv_, idle_;
    std::deque<std::function<void()>> tasks_;
    std::size_t open_ = 0;
    bool closing_ = false;
    std::vector<std::thread> threads_;
};

static std::int64_t probeMicros(const std::string& target) {
    auto t0 = std::chrono::steady_clock::now();
    std::this_thread::sleep_for(std::chrono::microseconds(50 + target.size() * 11));
    auto dt = std::chrono::steady_clock::now() - t0;
    return std::chrono::duration_cast<std::chrono::microseconds>(dt).count();
}

struct Extremes {
    std::int64_t best;
    std::int64_t worst;
    unsigned slow;
};

static Extremes probeAll(TaskGroup& group, const std::vector<std::string>& targets) {
    std::atomic<std::int64_t> best{std::numeric_limits<std::int64_t>::max()};
    std::atomic<std::int64_t> worst{0};
    std::atomic<unsigned> slow{0};

    for (const std::string& t : targets) {
        group.post([&, t] {
            const std::int64_t us = probeMicros(t);
            if (us > 5000)
                ++slow;
            std::int64_t b = best.load();
            while (us < b && !best.compare_exchange_weak(b, us)) {
            }
            worst = std::max(worst.load(), us); // EXPECT: split-atomic
        });
    }
    group.drain();
    return {best.load(), worst.load(), slow.load()};
}

int main(int argc, char** argv) {
    TaskGroup group(std::max(2u, std::thread::hardware_concurrency()));
    std::vector<std::string> targets(argv + 1, argv + argc);
    if (targets.empty())
        targets = {"disk0", "disk1", "nvme0", "remote-array"};
    Extremes e = probeAll(group, targets);
    std::printf("best %lld us, worst %lld us, %u slow\n", static_cast<long long>(e.best),
                static_cast<long long>(e.worst), e.slow);
}
