// RUN: %tocsin %s
// STD: c++20
// Series index and retention settings of the metrics store (absl).
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"

class Series {
public:
    void append(int64_t ts, double v) {
        absl::MutexLock l(&mu_);
        points_.emplace_back(ts, v);
    }
    size_t size() const {
        absl::ReaderMutexLock l(&mu_);
        return points_.size();
    }

private:
    mutable absl::Mutex mu_;
    std::vector<std::pair<int64_t, double>> points_ ABSL_GUARDED_BY(mu_);
};

using SeriesPtr = std::shared_ptr<Series>;

class SeriesIndex {
public:
    bool contains(const std::string &key) const {
        absl::ReaderMutexLock l(&mu_);
        return map_.contains(key);
    }
    SeriesPtr find(const std::string &key) const {
        absl::ReaderMutexLock l(&mu_);
        auto it = map_.find(key);
        return it == map_.end() ? nullptr : it->second;
    }
    void assign(const std::string &key, SeriesPtr s) {
        absl::MutexLock l(&mu_);
        map_[key] = std::move(s);
    }
    SeriesPtr findOrCreate(const std::string &key) {
        absl::MutexLock l(&mu_);
        auto &slot = map_[key];
        if (!slot)
            slot = std::make_shared<Series>();
        return slot;
    }

private:
    mutable absl::Mutex mu_;
    absl::flat_hash_map<std::string, SeriesPtr> map_ ABSL_GUARDED_BY(mu_);
};

class RetentionPolicy {
public:
    int64_t seconds() const {
        absl::MutexLock l(&mu_);
        return seconds_;
    }
    void setSeconds(int64_t s) {
        absl::MutexLock l(&mu_);
        seconds_ = s;
    }
    void cap(int64_t max) {
        absl::MutexLock l(&mu_);
        if (seconds_ > max)
            seconds_ = max;
    }

private:
    mutable absl::Mutex mu_;
    int64_t seconds_ ABSL_GUARDED_BY(mu_) = 86400;
};

class Ingester {
public:
    void sample(const std::string &key, int64_t ts, double v) {
        if (!index_.contains(key))
            index_.assign(key, std::make_shared<Series>()); // EXPECT: check-then-act
        index_.find(key)->append(ts, v);
    }

    void counter(const std::string &key, int64_t ts, double v) {
        index_.findOrCreate(key + "_total")->append(ts, v);
    }

    void onDiskPressure(bool severe) {
        if (severe)
            policy_.cap(3600);
        else
            policy_.setSeconds(policy_.seconds() / 2); // EXPECT: lost-update
    }

    void run(int nworkers) {
        std::vector<std::thread> pool;
        for (int w = 0; w < nworkers; ++w)
            pool.emplace_back([this, w] {
                for (int i = 0; i < 100000; ++i) {
                    const std::string key = "cpu_" + std::to_string(i % 64);
                    sample(key, i, w * 0.5);
                    counter(key, i, i);
                    if (i % 10000 == 9999)
                        onDiskPressure(i % 20000 == 9999);
                }
            });
        for (auto &t : pool)
            t.join();
    }

private:
    SeriesIndex index_;
    RetentionPolicy policy_;
};

int main() {
    Ingester ing;
    ing.run(8);
}
