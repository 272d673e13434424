// STD: c++20
#include "matchmaker.h"

void MatchQueue::bump(const std::string& region, int delta) {
    perRegion_[region] += delta;
}

void MatchQueue::enqueue(Ticket t) {
    std::lock_guard<std::mutex> lk(mu_);
    bump(t.region, 1);
    waiting_.push_back(std::move(t));
}

bool MatchQueue::cancel(int player) {
    std::string region;
    {
        std::lock_guard<std::mutex> lk(mu_);
        auto it = waiting_.begin();
        while (it != waiting_.end() && it->player != player)
            ++it;
        if (it == waiting_.end())
            return false;
        region = it->region;
        waiting_.erase(it);
    }
    bump(region, -1); // EXPECT: lost-update
    return true;
}

std::size_t MatchQueue::size() const {
    std::lock_guard<std::mutex> lk(mu_);
    return waiting_.size();
}

Ticket MatchQueue::popFront() {
    std::lock_guard<std::mutex> lk(mu_);
    Ticket t = std::move(waiting_.front());
    waiting_.pop_front();
    bump(t.region, -1);
    return t;
}

bool MatchQueue::tryPopPair(std::pair<Ticket, Ticket>& out) {
    std::lock_guard<std::mutex> lk(mu_);
    if (waiting_.size() < 2)
        return false;
    out.first = std::move(waiting_.front());
    waiting_.pop_front();
    out.second = std::move(waiting_.front());
    waiting_.pop_front();
    bump(out.first.region, -1);
    bump(out.second.region, -1);
    return true;
}

int MatchQueue::waitingIn(const std::string& region) const {
    std::lock_guard<std::mutex> lk(mu_);
    auto it = perRegion_.find(region);
    return it == perRegion_.end() ? 0 : it->second;
}
