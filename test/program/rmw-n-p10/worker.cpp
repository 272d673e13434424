// STD: c++20
#include "pool.h"

namespace tp {

// mu_ is held by post() and loop().
void Pool::account(size_t backlog) {
    ++posted_;
    if (backlog > peak_) peak_ = backlog;
}

void Pool::loop(size_t index) {
    std::unique_lock<std::mutex> lk(mu_);
    for (;;) {
        while (tasks_.empty() && !closed_) cv_.wait(lk);
        if (tasks_.empty()) return;
        auto task = std::move(tasks_.front());
        tasks_.pop();
        lk.unlock();

        bool good = task();
        stats_[index].executed++;
        if (!good) stats_[index].failed++;

        lk.lock();
        if (!good && !closed_) {
            tasks_.push(std::move(task));
            account(tasks_.size());
        }
    }
}

}  // namespace tp
