// STD: c++20
#include "scheduler.h"
#include <numeric>

namespace sched {

void Scheduler::pause() {
    std::lock_guard<std::mutex> g(queueMu_);
    ++paused_;
}

void Scheduler::resume() {
    --paused_; // EXPECT: lost-update
    work_.notify_all();
}

void Scheduler::addTenant(int weight) {
    if (weight <= 0)
        return;
    std::lock_guard<std::mutex> g(queueMu_);
    weights_.push_back(weight); // EXPECT: lost-update
    totalWeight_ += weight; // EXPECT: lost-update
}

int Scheduler::totalWeight() const {
    std::lock_guard<std::mutex> g(tenantMu_);
    return totalWeight_;
}

void Scheduler::rebalance(const std::vector<int> &weights) {
    std::lock_guard<std::mutex> g(tenantMu_);
    if (weights.size() != weights_.size())
        return;
    for (size_t i = 0; i < weights.size(); ++i)
        weights_[i] = (weights_[i] + weights[i]) / 2;
    totalWeight_ = std::accumulate(weights_.begin(), weights_.end(), 0);
}

} // namespace sched
