// RUN: %tocsin %s
// STD: c++20
// Write-ahead log: group commit with bounded in-flight bytes.
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace wal {

class Log {
public:
    explicit Log(size_t window) : window_(window) {
        flusher_ = std::thread([this] { flushLoop(); });
    }
    ~Log() {
        {
            std::lock_guard<std::mutex> g(mu_);
            stop_ = true;
        }
        work_.notify_all();
        flusher_.join();
    }

    // Returns the LSN assigned to the record.
    uint64_t append(const std::string& rec) {
        std::unique_lock<std::mutex> lk(mu_);
        size_t pending = inflight_;
        uint64_t lsn = nextLsn_;
        while (inflight_ + rec.size() > window_ && !stop_)
            room_.wait(lk);
        buf_.insert(buf_.end(), rec.begin(), rec.end());
        inflight_ = pending + rec.size(); // EXPECT: lost-update
        nextLsn_ = lsn + rec.size(); // EXPECT: lost-update
        work_.notify_one();
        return lsn;
    }

    void waitDurable(uint64_t lsn) {
        std::unique_lock<std::mutex> lk(mu_);
        ++waiters_;
        durableCv_.wait(lk, [&] { return durable_ >= lsn || stop_; });
        --waiters_;
    }

private:
    void flushLoop() {
        std::unique_lock<std::mutex> lk(mu_);
        for (;;) {
            work_.wait_for(lk, std::chrono::milliseconds(10), [this] { return stop_ || !buf_.empty(); });
            if (buf_.empty()) {
                if (stop_) return;
                continue;
            }
            std::vector<char> out;
            out.swap(buf_);
            uint64_t target = nextLsn_;
            lk.unlock();
            bool good = sync(out);
            lk.lock();
            inflight_ -= out.size();
            if (good && target > durable_) durable_ = target;
            room_.notify_all();
            durableCv_.notify_all();
        }
    }
    bool sync(const std::vector<char>& data);

    const size_t window_;
    std::mutex mu_;
    std::condition_variable room_, work_, durableCv_;
    std::vector<char> buf_;
    size_t inflight_ = 0;
    uint64_t nextLsn_ = 1;
    uint64_t durable_ = 0;
    unsigned waiters_ = 0;
    bool stop_ = false;
    std::thread flusher_;
};

}  // namespace wal
