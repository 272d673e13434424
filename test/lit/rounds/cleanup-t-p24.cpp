// RUN: %tocsin %s
// STD: c++17
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <limits>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <unistd.h>

namespace replog {

using Lsn = std::uint64_t;
using Clock = std::chrono::steady_clock;

struct LogFile {
    std::string path;
    Lsn last_lsn;
    Clock::time_point sealed_at;
};

class ReplicationLog {
public:
    explicit ReplicationLog(Clock::duration keep) : keep_(keep) {}

    void seal(std::string path, Lsn last) {
        std::lock_guard<std::mutex> g(mu_);
        files_.push_back({std::move(path), last, Clock::now()});
    }

    void attachReplica(int id, Lsn from) {
        std::lock_guard<std::mutex> g(mu_);
        acked_[id] = from;
    }

    void onAck(int id, Lsn lsn) {
        std::lock_guard<std::mutex> g(mu_);
        auto it = acked_.find(id);
        if (it != acked_.end()) it->second = std::max(it->second, lsn);
    }

    void detachReplica(int id) {
        std::lock_guard<std::mutex> g(mu_);
        acked_.erase(id);
    }

    int truncate() {
        std::lock_guard<std::mutex> g(mu_);
        const Lsn low_watermark = lowWatermark();
        const auto limit = Clock::now() - keep_;
        int n = 0;
        while (!files_.empty()) {
            const LogFile& f = files_.front();
            if (f.sealed_at > limit) break;
            if (f.last_lsn >= low_watermark) break;
            if (::unlink(f.path.c_str()) != 0) {
                std::perror(f.path.c_str());
                break;
            }
            files_.pop_front();
            ++n;
        }
        return n;
    }

private:
    Lsn lowWatermark() const {
        Lsn low = std::numeric_limits<Lsn>::max();
        for (const auto& [id, lsn] : acked_) low = std::min(low, lsn);
        return low;
    }

    const Clock::duration keep_;
    std::mutex mu_;
    std::deque<LogFile> files_;
    std::map<int, Lsn> acked_;
};

struct RowVersion {
    std::uint64_t ended_ts;
    void* image;
};

// Old row images, by the timestamp at which a newer image replaced them.
class UndoHeap {
public:
    std::uint64_t beginRead() {
        std::lock_guard<std::mutex> g(mu_);
        active_.insert(clock_);
        return clock_;
    }
    void endRead(std::uint64_t ts) {
        std::lock_guard<std::mutex> g(mu_);
        auto it = active_.find(ts);
        if (it != active_.end()) active_.erase(it);
    }
    void supersede(void* image) {
        std::lock_guard<std::mutex> g(mu_);
        ++clock_;
        old_.push_back({clock_, image});
    }
    std::size_t vacuum(void (*release)(void*)) {
        std::lock_guard<std::mutex> g(mu_);
        const std::uint64_t oldest_snapshot = active_.empty() ? clock_ : *active_.begin();
        std::size_t n = 0;
        while (!old_.empty() && old_.front().ended_ts <= oldest_snapshot) {
            release(old_.front().image);
            old_.pop_front();
            ++n;
        }
        return n;
    }

private:
    std::mutex mu_;
    std::uint64_t clock_ = 1;
    std::multiset<std::uint64_t> active_;
    std::deque<RowVersion> old_;
};

}  // namespace replog
