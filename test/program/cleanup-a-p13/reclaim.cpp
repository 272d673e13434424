#include "reclaim.h"

#include <iostream>
#include <system_error>

namespace upload {

void ReclaimQueue::push(Candidate c) {
    {
        std::lock_guard<std::mutex> lk(mu_);
        q_.push_back(std::move(c));
    }
    cv_.notify_one();
}

std::optional<Candidate> ReclaimQueue::take() {
    std::unique_lock<std::mutex> lk(mu_);
    cv_.wait(lk, [this] { return stopped_ || !q_.empty(); });
    if (q_.empty())
        return std::nullopt;
    Candidate c = std::move(q_.front());
    q_.pop_front();
    return c;
}

void ReclaimQueue::stop() {
    {
        std::lock_guard<std::mutex> lk(mu_);
        stopped_ = true;
    }
    cv_.notify_all();
}

void reclaim_loop(ReclaimQueue& q) {
    while (auto c = q.take()) {
        std::error_code ec;
        const auto removed = std::filesystem::remove_all(c->dir, ec); // EXPECT: timestamp-cleanup
        if (ec)
            std::cerr << c->upload_id << ": " << ec.message() << '\n';
        else
            std::cout << c->upload_id << ": " << removed << " files\n";
    }
}

}  // namespace upload
