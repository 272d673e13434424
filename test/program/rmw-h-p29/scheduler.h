#pragma once
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace sched {

struct Task {
    uint64_t id;
    std::function<void()> fn;
};

class Scheduler {
public:
    explicit Scheduler(unsigned workers);
    ~Scheduler();

    uint64_t submit(std::function<void()> fn);
    void pause();
    void resume();
    void waitIdle();

    void addTenant(int weight);
    int totalWeight() const;
    void rebalance(const std::vector<int> &weights);

private:
    void workerLoop();

    // queue state, under queueMu_
    mutable std::mutex queueMu_;
    std::condition_variable work_;
    std::condition_variable idle_;
    std::deque<Task> queue_;
    uint64_t nextId_ = 0;
    unsigned running_ = 0;
    unsigned paused_ = 0;
    bool stop_ = false;

    // tenants, under tenantMu_
    mutable std::mutex tenantMu_;
    std::vector<int> weights_;
    int totalWeight_ = 0;

    std::vector<std::thread> workers_;
};

} // namespace sched
