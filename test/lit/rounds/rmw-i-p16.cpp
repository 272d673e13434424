// RUN: %tocsin %s
// STD: c++20
// Metrics library: lock-free extremes, lazily built exporter, blocking reservoir.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <iostream>
#include <limits>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

template <class T>
class Extreme {
public:
    void observe(T v) noexcept {
        T cur = max_.load(std::memory_order_relaxed);
        while (cur < v && !max_.compare_exchange_weak(cur, v, std::memory_order_relaxed)) {
        }
        cur = min_.load(std::memory_order_relaxed);
        while (v < cur) {
            if (min_.compare_exchange_weak(cur, v, std::memory_order_relaxed))
                break;
        }
    }
    T max() const { return max_.load(std::memory_order_relaxed); }
    T min() const { return min_.load(std::memory_order_relaxed); }
private:
    std::atomic<T> max_{std::numeric_limits<T>::lowest()};
    std::atomic<T> min_{std::numeric_limits<T>::max()};
};

class Exporter {
public:
    void emit(const std::string& k, int64_t v) {
        std::scoped_lock lk(mu_);
        lines_.push_back(k + ' ' + std::to_string(v));
    }
    size_t size() const {
        std::scoped_lock lk(mu_);
        return lines_.size();
    }
private:
    mutable std::mutex mu_;
    std::vector<std::string> lines_;
};

class Reservoir {
public:
    explicit Reservoir(size_t cap) : cap_(cap) {}

    bool push(int64_t v) {
        std::unique_lock<std::mutex> lk(mu_);
        size_t n = items_.size();
        while (n >= cap_ && !closed_) {
            ++stalls_;
            notFull_.wait_for(lk, std::chrono::milliseconds(50));
            n = items_.size();
        }
        if (closed_)
            return false;
        items_.push_back(v);
        highWater_ = std::max(highWater_, n + 1);
        notEmpty_.notify_one();
        return true;
    }

    bool pop(int64_t& out) {
        std::unique_lock<std::mutex> lk(mu_);
        notEmpty_.wait(lk, [this] { return !items_.empty() || closed_; });
        if (items_.empty())
            return false;
        out = items_.front();
        items_.pop_front();
        --outstandingBudget_;
        lk.unlock();
        notFull_.notify_one();
        return true;
    }

    void close() {
        {
            std::lock_guard<std::mutex> lk(mu_);
            closed_ = true;
        }
        notEmpty_.notify_all();
        notFull_.notify_all();
    }
private:
    std::mutex mu_;
    std::condition_variable notFull_, notEmpty_;
    std::deque<int64_t> items_;
    const size_t cap_;
    size_t highWater_ = 0;
    uint64_t stalls_ = 0;
    int64_t outstandingBudget_ = 0;
    bool closed_ = false;
};

class Metrics {
public:
    Exporter& exporter() {
        std::call_once(once_, [this] {
            if (!exporter_)
                exporter_ = std::make_unique<Exporter>();
            ++builds_;
        });
        return *exporter_;
    }
    void start(size_t sinks) {
        for (size_t i = 0; i < sinks; ++i)
            threads_.emplace_back([this] {
                int64_t v, local = 0;
                while (reservoir_.pop(v)) {
                    latency_.observe(v);
                    local += v;
                }
                exporter().emit("sum", local);
                alive_.fetch_sub(1, std::memory_order_acq_rel);
            }), alive_.fetch_add(1, std::memory_order_relaxed);
    }
    void submit(int64_t v) { reservoir_.push(v); }
    int stop() {
        if (stopping_.exchange(true))
            return 0;
        reservoir_.close();
        for (auto& t : threads_)
            t.join();
        builds_ += 1;
        return builds_;
    }
private:
    Extreme<int64_t> latency_;
    Reservoir reservoir_{128};
    std::once_flag once_;
    std::unique_ptr<Exporter> exporter_;
    int builds_ = 0;
    std::atomic<int> alive_{0};
    std::atomic<bool> stopping_{false};
    std::vector<std::thread> threads_;
};

int main() {
    Metrics m;
    m.start(3);
    for (int64_t i = 0; i < 100000; ++i)
        m.submit(i * 7919 % 1000);
    std::cout << m.stop() << '\n';
}
