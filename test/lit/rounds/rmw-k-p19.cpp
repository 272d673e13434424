// RUN: %tocsin %s
// STD: c++20
// usage_aggregator.cpp - folds call detail records into invoice totals
#include <cstdint>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct CallRecord {
    std::string subscriber;
    uint32_t seconds;
    int tariff;
};

bool fetchRecord(unsigned shard, CallRecord& out);
int64_t rate(const CallRecord& r);

class UsageAggregator {
public:
    void add(const CallRecord& r) {
        int64_t cents = rate(r);
        if (cents < 0) {
            reject(r);
            return;
        }
        std::lock_guard<std::mutex> lock(mu_);
        bySubscriber_[r.subscriber] += cents;
        totalCents_ += cents;
        ++records_;
    }

    void adjust(int64_t cents) {
        std::lock_guard<std::mutex>{mu_};
        totalCents_ += cents; // EXPECT: lost-update
    }

    void reject(const CallRecord& r) {
        if (r.tariff == 0)
            return;
        std::unique_lock<std::mutex>(mu_);
        rejected_ += 1; // EXPECT: lost-update
    }

    int64_t closePeriod(uint64_t& records, uint64_t& rejected) {
        std::unique_lock<std::mutex> lock(mu_);
        int64_t t = totalCents_;
        records = records_;
        rejected = rejected_;
        totalCents_ = 0;
        records_ = 0;
        rejected_ = 0;
        bySubscriber_.clear();
        return t;
    }

private:
    std::mutex mu_;
    std::map<std::string, int64_t> bySubscriber_;
    int64_t totalCents_ = 0;
    uint64_t records_ = 0;
    uint64_t rejected_ = 0;
};

class BillingRun {
public:
    explicit BillingRun(unsigned shards) : shards_(shards) {}

    int64_t execute() {
        std::vector<std::thread> workers;
        for (unsigned s = 0; s < shards_; ++s)
            workers.emplace_back([this, s] { drain(s); });
        for (auto& w : workers)
            w.join();
        uint64_t n = 0, bad = 0;
        return agg_.closePeriod(n, bad);
    }

private:
    void drain(unsigned shard) {
        CallRecord r;
        uint32_t sinceDiscount = 0;
        while (fetchRecord(shard, r)) {
            agg_.add(r);
            if (++sinceDiscount == 1000) {
                agg_.adjust(-50);
                sinceDiscount = 0;
            }
        }
    }

    unsigned shards_;
    UsageAggregator agg_;
};
