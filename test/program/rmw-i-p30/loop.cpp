// STD: c++20
#include "loop.h"

#include <cstdlib>

namespace net {

void EventLoop::run() {
    assertInLoopThread();
    for (;;) {
        std::vector<Task> batch;
        bool last;
        {
            std::unique_lock<std::mutex> lk(mu_);
            cv_.wait(lk, [this] { return quit_ || !pending_.empty(); });
            batch.swap(pending_);
            last = quit_;
        }
        ++iterations_;
        for (auto& t : batch)
            t();
        if (last && batch.empty())
            return;
    }
}

void EventLoop::quit() {
    std::lock_guard<std::mutex> lk(mu_);
    quit_ = true;
    cv_.notify_one();
}

void EventLoop::queue(Task t) {
    std::lock_guard<std::mutex> lk(mu_);
    pending_.push_back(std::move(t));
    cv_.notify_one();
}

void EventLoop::runInLoop(Task t) {
    if (inLoopThread())
        t();
    else
        queue(std::move(t));
}

}  // namespace net
