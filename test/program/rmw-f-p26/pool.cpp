// STD: c++20
#include "pool.h"

TaskPool::TaskPool(size_t n) {
    threads_.reserve(n);
    for (size_t i = 0; i < n; ++i)
        threads_.emplace_back(&TaskPool::run, this);
}

TaskPool::~TaskPool() {
    {
        std::lock_guard<std::mutex> g(mu_);
        stop_ = true;
    }
    work_.notify_all();
    for (auto &t : threads_)
        t.join();
}

void TaskPool::submit(std::function<void()> fn) {
    std::lock_guard<std::mutex> g(mu_);
    queue_.push_back(std::move(fn));
    work_.notify_one();
}

void TaskPool::drain() {
    std::unique_lock<std::mutex> lk(mu_);
    idle_.wait(lk, [this] { return queue_.empty() && active_ == 0; });
}

void TaskPool::run() {
    std::unique_lock<std::mutex> lk(mu_);
    for (;;) {
        work_.wait(lk, [this] { return stop_ || !queue_.empty(); });
        if (queue_.empty())
            return;
        auto fn = std::move(queue_.front());
        queue_.pop_front();
        ++active_;
        lk.unlock();
        fn();
        lk.lock();
        if (--active_ == 0 && queue_.empty())
            idle_.notify_all();
    }
}
