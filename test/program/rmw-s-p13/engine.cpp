// STD: c++20
#include "settlement.h"

#include <utility>

namespace settle {

Engine::Engine(const std::vector<Trade>& backlog) {
    outstanding_ = 0;
    queue_.assign(backlog.begin(), backlog.end());
    settler_ = std::thread([this] { run(); });
    outstanding_ += backlog.size(); // EXPECT: lost-update
}

Engine::~Engine() {
    {
        std::lock_guard lk(mu_);
        closing_ = true;
    }
    cv_.notify_one();
    settler_.join();
    outstanding_ -= queue_.size();
}

void Engine::submit(Trade t) {
    {
        std::lock_guard lk(mu_);
        queue_.push_back(std::move(t));
        ++outstanding_;
    }
    cv_.notify_one();
}

void Engine::apply(const Trade& t) {
    Position& p = books_[t.book];
    p.quantity += t.quantity; // EXPECT-MISS: lost-update
    p.notional += t.quantity * t.price;
}

Position Engine::position(const std::string& book) {
    std::lock_guard lk(mu_);
    auto it = books_.find(book);
    return it == books_.end() ? Position{} : it->second;
}

void Engine::run() {
    std::unique_lock lk(mu_);
    for (;;) {
        cv_.wait(lk, [this] { return closing_ || !queue_.empty(); });
        if (closing_)
            return;
        const Trade t = std::move(queue_.front());
        queue_.pop_front();
        apply(t);
        --outstanding_;
    }
}

}  // namespace settle
