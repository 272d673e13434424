// RUN: %tocsin %s
// STD: c++20
// Write-ahead log trimming and version reclamation for an MVCC table store.
#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

namespace mvcc {

using Seq = std::uint64_t;

struct LogSegment {
    std::string path;
    Seq last_seq;
};

class SnapshotList {
public:
    Seq open(const std::atomic<Seq> &applied) {
        std::lock_guard<std::mutex> lk(mu_);
        return *active_.insert(applied.load(std::memory_order_acquire));
    }
    void close(Seq s) {
        std::lock_guard<std::mutex> lk(mu_);
        auto it = active_.find(s);
        if (it != active_.end())
            active_.erase(it);
    }
    Seq oldest(const std::atomic<Seq> &applied) const {
        std::lock_guard<std::mutex> lk(mu_);
        const Seq fallback = applied.load(std::memory_order_acquire);
        return active_.empty() ? fallback : std::min(fallback, *active_.begin());
    }

private:
    mutable std::mutex mu_;
    std::multiset<Seq> active_;
};

class LogTrimmer {
public:
    LogTrimmer(SnapshotList &snaps, std::atomic<Seq> &applied) : snaps_(snaps), applied_(applied) {}

    void append(LogSegment seg) {
        std::lock_guard<std::mutex> lk(mu_);
        segments_.push_back(std::move(seg));
    }

    void follower_acked(int follower, Seq s) {
        std::lock_guard<std::mutex> lk(mu_);
        acked_[follower] = std::max(acked_[follower], s);
    }

    // A segment is dropped once every consumer has passed its last record.
    std::size_t trim() {
        std::lock_guard<std::mutex> lk(mu_);
        Seq low_watermark = snaps_.oldest(applied_);
        for (const auto &[follower, seq] : acked_)
            low_watermark = std::min(low_watermark, seq);
        std::size_t n = 0;
        while (!segments_.empty() && segments_.front().last_seq < low_watermark) {
            if (::unlink(segments_.front().path.c_str()) != 0)
                std::perror(segments_.front().path.c_str());
            segments_.pop_front();
            ++n;
        }
        return n;
    }

private:
    SnapshotList &snaps_;
    std::atomic<Seq> &applied_;
    std::mutex mu_;
    std::deque<LogSegment> segments_;
    std::map<int, Seq> acked_;
};

struct RowVersion {
    Seq deleted_at;
    std::string value;
};

class VersionChain {
public:
    void retire(std::unique_ptr<RowVersion> v) {
        std::lock_guard<std::mutex> lk(mu_);
        retired_.push_back(std::move(v));
    }
    void vacuum(const SnapshotList &snaps, const std::atomic<Seq> &applied) {
        const Seq horizon = snaps.oldest(applied);
        std::lock_guard<std::mutex> lk(mu_);
        std::erase_if(retired_, [&](const auto &v) { return v->deleted_at < horizon; });
    }

private:
    std::mutex mu_;
    std::vector<std::unique_ptr<RowVersion>> retired_;
};

} // namespace mvcc

int main() {
    std::atomic<mvcc::Seq> applied{100};
    mvcc::SnapshotList snaps;
    mvcc::LogTrimmer trimmer(snaps, applied);
    mvcc::VersionChain chain;
    trimmer.append({"/var/lib/mvcc/000001.log", 40});
    trimmer.follower_acked(1, 60);
    chain.retire(std::make_unique<mvcc::RowVersion>(mvcc::RowVersion{30, "x"}));

    std::thread reader([&] {
        auto s = snaps.open(applied);
        snaps.close(s);
    });
    std::thread bg([&] {
        std::printf("%zu segments\n", trimmer.trim());
        chain.vacuum(snaps, applied);
    });
    reader.join();
    bg.join();
}
