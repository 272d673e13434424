// RUN: %tocsin %s
// STD: c++20
// Order gateway: risk limits per account, updated by fills from several sessions.
#include <chrono>
#include <cstdint>
#include <iostream>
#include <mutex>
#include <shared_mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace risk {

struct Exposure {
    int64_t position = 0;
    int64_t notional = 0;
    uint32_t rejects = 0;
};

class LimitBook {
public:
    LimitBook(int64_t maxPos, int64_t maxNotional) : maxPos_(maxPos), maxNotional_(maxNotional) {}

    bool reserve(const std::string& acct, int64_t qty, int64_t px) {
        std::lock_guard<std::mutex> lock(mutex_);
        Exposure& e = book_[acct];
        if (std::abs(e.position + qty) > maxPos_ || e.notional + std::abs(qty) * px > maxNotional_) {
            ++e.rejects;
            ++totalRejects_;
            return false;
        }
        e.position += qty;
        e.notional += std::abs(qty) * px;
        return true;
    }

    void release(const std::string& acct, int64_t qty, int64_t px) {
        std::lock_guard<std::mutex> lock(mutex_);
        auto it = book_.find(acct);
        if (it == book_.end())
            throw std::out_of_range("unknown account " + acct);
        it->second.position -= qty;
        it->second.notional -= std::abs(qty) * px;
        ++released_;
    }

    void onSessionReject(const std::string& why) {
        std::lock_guard<std::mutex>{mutex_};
        ++totalRejects_; // EXPECT: lost-update
        (void)why;
    }

    void startOfDay() {
        std::unique_lock<std::mutex> lock(mutex_);
        book_.clear();
        totalRejects_ = 0;
        released_ = 0;
    }

    uint64_t rejects() const {
        std::lock_guard<std::mutex> lock(mutex_);
        return totalRejects_;
    }

private:
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Exposure> book_;
    const int64_t maxPos_;
    const int64_t maxNotional_;
    uint64_t totalRejects_ = 0;
    uint64_t released_ = 0;
};

class Session {
public:
    Session(LimitBook& lb, std::string acct) : limits_(lb), acct_(std::move(acct)) {}
    void run(int orders) {
        for (int i = 0; i < orders; ++i) {
            ++seq_;
            if (seq_ % 97 == 0) {
                limits_.onSessionReject("bad checksum");
                continue;
            }
            const int64_t qty = (i % 2) ? 100 : -100;
            if (limits_.reserve(acct_, qty, 25))
                limits_.release(acct_, qty, 25);
        }
    }
private:
    LimitBook& limits_;
    std::string acct_;
    uint64_t seq_ = 0;
};

}  // namespace risk

int main() {
    risk::LimitBook book(10'000, 5'000'000);
    book.startOfDay();
    std::vector<std::thread> threads;
    for (int s = 0; s < 6; ++s)
        threads.emplace_back([&book, s] {
            risk::Session sess(book, "ACC" + std::to_string(s % 3));
            sess.run(10000);
        });
    for (auto& t : threads)
        t.join();
    std::cout << book.rejects() << '\n';
}
