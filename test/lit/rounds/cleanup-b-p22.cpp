// RUN: %tocsin %s
// STD: c++20
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

struct Sample {
    std::int64_t unix_ms;
    std::string metric;
    double value;
};

class Batcher {
public:
    using Sink = std::function<bool(const std::vector<Sample>&)>;

    explicit Batcher(Sink sink) : sink_(std::move(sink)) {}

    void add(std::string metric, double value) {
        const auto stamp = std::chrono::system_clock::now();
        if (pending_.empty()) opened_ = stamp;
        const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(stamp.time_since_epoch());
        pending_.push_back({ms.count(), std::move(metric), value});
    }

    void poll() {
        if (pending_.empty()) return;
        const auto wall = std::chrono::system_clock::now();
        const bool full = pending_.size() >= kMaxBatch;
        const bool lingering = wall - opened_ >= kLinger; // EXPECT: wall-clock-interval
        if (!full && !lingering) return;
        if (std::chrono::steady_clock::now() < hold_off_) return;
        if (sink_(pending_)) {
            sent_ += pending_.size();
            pending_.clear();
            backoff_ = 1s;
        } else {
            hold_off_ = std::chrono::steady_clock::now() + backoff_;
            backoff_ = std::min(backoff_ * 2, 64s);
        }
    }

    std::size_t sent() const { return sent_; }

private:
    static constexpr std::size_t kMaxBatch = 512;
    static constexpr std::chrono::seconds kLinger{10};
    Sink sink_;
    std::vector<Sample> pending_;
    std::chrono::system_clock::time_point opened_;
    std::chrono::steady_clock::time_point hold_off_{};
    std::chrono::seconds backoff_{1};
    std::size_t sent_ = 0;
};

int main() {
    Batcher b([](const std::vector<Sample>& s) {
        for (const auto& x : s) std::cout << x.unix_ms << ' ' << x.metric << ' ' << x.value << '\n';
        return static_cast<bool>(std::cout);
    });
    for (int i = 0; i < 2000; ++i) {
        b.add("queue.depth", i % 17);
        b.poll();
    }
    std::cerr << b.sent() << '\n';
}
