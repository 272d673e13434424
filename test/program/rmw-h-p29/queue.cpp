// STD: c++20
#include "scheduler.h"

namespace sched {

Scheduler::Scheduler(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
        workers_.emplace_back([this] { workerLoop(); });
}

Scheduler::~Scheduler() {
    {
        std::lock_guard<std::mutex> g(queueMu_);
        stop_ = true;
    }
    work_.notify_all();
    for (auto &t : workers_)
        t.join();
}

uint64_t Scheduler::submit(std::function<void()> fn) {
    std::lock_guard<std::mutex> g(queueMu_);
    queue_.push_back({++nextId_, std::move(fn)});
    work_.notify_one();
    return nextId_;
}

void Scheduler::workerLoop() {
    std::unique_lock<std::mutex> lk(queueMu_);
    for (;;) {
        work_.wait(lk, [this] { return stop_ || (paused_ == 0 && !queue_.empty()); });
        if (stop_)
            return;
        Task t = std::move(queue_.front());
        queue_.pop_front();
        ++running_;
        lk.unlock();
        t.fn();
        lk.lock();
        if (--running_ == 0 && queue_.empty())
            idle_.notify_all();
    }
}

void Scheduler::waitIdle() {
    std::unique_lock<std::mutex> lk(queueMu_);
    idle_.wait(lk, [this] { return running_ == 0 && queue_.empty(); });
}

} // namespace sched
