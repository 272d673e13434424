// RUN: %tocsin %s
// STD: c++20
// shardmove.cpp - moves key ranges between storage shards while they serve traffic
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Shard {
public:
    using Guard = std::unique_lock<std::mutex>;

    Guard hold() { return Guard(mu_); }

    void put(const std::string& k, const std::string& v) {
        Guard g = hold();
        while (inflight_ >= kMaxInflight)
            drained_.wait(g);
        auto it = rows_.find(k);
        if (it == rows_.end())
            bytes_ += k.size();
        else
            bytes_ -= it->second.size();
        rows_[k] = v;
        bytes_ += v.size();
        ++inflight_;
        ++epoch_;
    }

    void ack() {
        Guard g = hold();
        if (inflight_ > 0)
            --inflight_;
        drained_.notify_one();
    }

    bool compact() {
        Guard g = hold();
        const uint64_t seen = epoch_;
        auto copy = rows_;
        g.unlock();

        uint64_t bytes = 0;
        for (auto it = copy.begin(); it != copy.end();) {
            if (it->second.empty()) {
                it = copy.erase(it);
                continue;
            }
            bytes += it->first.size() + it->second.size();
            ++it;
        }

        g.lock();
        if (epoch_ != seen)
            return false;
        rows_ = std::move(copy);
        bytes_ = bytes;
        ++epoch_;
        return true;
    }

    static size_t moveRange(Shard& from, Shard& to, const std::string& lo, const std::string& hi) {
        Guard a(from.mu_, std::defer_lock);
        Guard b(to.mu_, std::defer_lock);
        std::lock(a, b);
        size_t n = 0;
        for (auto it = from.rows_.lower_bound(lo); it != from.rows_.end() && it->first < hi;) {
            const uint64_t sz = it->first.size() + it->second.size();
            if (!to.rows_.count(it->first)) {
                to.rows_[it->first] = it->second;
                to.bytes_ += sz;
                ++n;
            }
            from.bytes_ -= sz;
            it = from.rows_.erase(it);
        }
        ++from.epoch_;
        ++to.epoch_;
        return n;
    }

private:
    static constexpr unsigned kMaxInflight = 128;
    std::mutex mu_;
    std::condition_variable drained_;
    std::map<std::string, std::string> rows_;
    uint64_t bytes_ = 0;
    uint64_t epoch_ = 0;
    unsigned inflight_ = 0;
};

bool nextWrite(int conn, std::string& k, std::string& v);
bool nextPlan(std::string& lo, std::string& hi);

void serveShards(Shard& left, Shard& right, int conns) {
    std::vector<std::jthread> threads;
    for (int c = 0; c < conns; ++c)
        threads.emplace_back([&, c] {
            std::string k, v;
            while (nextWrite(c, k, v)) {
                Shard& s = k < "m" ? left : right;
                s.put(k, v);
                s.ack();
            }
        });
    threads.emplace_back([&] {
        std::string lo, hi;
        while (nextPlan(lo, hi)) {
            if (Shard::moveRange(left, right, lo, hi) > 1000)
                while (!left.compact())
                    std::this_thread::yield();
        }
    });
}
