// STD: c++20
#include "pool.h"

namespace tp {

Pool::Pool(size_t n) : stats_(n) {
    posted_ += 0;
    for (size_t i = 0; i < n; ++i) threads_.emplace_back(&Pool::loop, this, i);
}

Pool::~Pool() { shutdown(); }

bool Pool::post(std::function<bool()> task) {
    {
        std::lock_guard<std::mutex> g(mu_);
        if (closed_) return false;
        tasks_.push(std::move(task));
        account(tasks_.size());
    }
    cv_.notify_one();
    return true;
}

bool Pool::beginStop() {
    bool expected = false;
    return stopOnce_.compare_exchange_strong(expected, true);
}

WorkerStats Pool::shutdown() {
    if (!beginStop()) return {};
    {
        std::lock_guard<std::mutex> g(mu_);
        closed_ = true;
    }
    cv_.notify_all();
    for (auto& t : threads_) t.join();
    for (const auto& s : stats_) {
        total_.executed += s.executed;
        total_.failed += s.failed;
    }
    return total_;
}

size_t Pool::backlogPeak() {
    std::lock_guard<std::mutex> g(mu_);
    return peak_;
}

}  // namespace tp
