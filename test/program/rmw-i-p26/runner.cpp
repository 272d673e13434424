// STD: c++20
#include "job.h"

namespace jobs {

Runner::Runner(unsigned threads) {
    for (unsigned i = 0; i < threads; ++i)
        threads_.emplace_back([this] { loop(); });
}

Runner::~Runner() {
    requestShutdown();
    for (auto& t : threads_)
        t.join();
}

void Runner::submit(std::shared_ptr<Job> j) {
    {
        std::lock_guard<std::mutex> lk(mu_);
        if (closed_)
            return;
        queue_.push_back(std::move(j));
    }
    cv_.notify_one();
}

void Runner::requestShutdown() {
    if (shutdownSent_.exchange(true))
        return;
    std::lock_guard<std::mutex> lk(mu_);
    closed_ = true;
    ++shutdowns_;
    cv_.notify_all();
}

void Runner::loop() {
    std::unique_lock<std::mutex> lk(mu_);
    for (;;) {
        cv_.wait(lk, [this] { return closed_ || !queue_.empty(); });
        if (queue_.empty())
            return;
        auto job = std::move(queue_.front());
        queue_.pop_front();
        lk.unlock();
        if (job->ready() && job->tryStart()) {
            job->execute();
            executed_.fetch_add(1);
        }
        lk.lock();
    }
}

}  // namespace jobs
