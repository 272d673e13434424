// RUN: %tocsin %s
// STD: c++20
// Regression: one thread judges segments by idle time, another deletes them. Varied is what happens in between.
#include <chrono>
#include <deque>
#include <filesystem>
#include <future>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

struct Segment {
    fs::path file;
    Clock::time_point last_used = Clock::now();
    int pins = 0;
    bool condemned = false;
};

class SegmentStore {
public:
    explicit SegmentStore(Clock::duration keep) : keep_(keep) {}

    bool pin(int id) {
        std::lock_guard lk(mu_);
        auto it = segments_.find(id);
        if (it == segments_.end() || it->second.condemned) return false;
        ++it->second.pins;
        it->second.last_used = Clock::now();
        std::erase(cancellable_, id);
        return true;
    }
    void unpin(int id) {
        std::lock_guard lk(mu_);
        if (auto it = segments_.find(id); it != segments_.end()) --it->second.pins;
    }

    void judge_age() {
        std::lock_guard lk(mu_);
        for (auto& [id, s] : segments_)
            if (Clock::now() - s.last_used > keep_) old_files_.push_back(s.file);
    }
    void delete_old_files() {
        std::unique_lock lk(mu_);
        while (!old_files_.empty()) {
            const fs::path f = old_files_.front();
            old_files_.pop_front();
            lk.unlock();
            fs::remove(f); // EXPECT: timestamp-cleanup
            lk.lock();
        }
    }

    void judge_unpinned() {
        std::lock_guard lk(mu_);
        for (auto& [id, s] : segments_)
            if (s.pins == 0 && Clock::now() - s.last_used > keep_) idle_ids_.push_back(id);
    }
    void delete_idle_ids() {
        std::lock_guard lk(mu_);
        for (; !idle_ids_.empty(); idle_ids_.pop_front())
            if (auto it = segments_.find(idle_ids_.front()); it != segments_.end()) fs::remove(it->second.file); // EXPECT: timestamp-cleanup
    }

    void judge_for_review() {
        std::lock_guard lk(mu_);
        for (auto& [id, s] : segments_)
            if (Clock::now() - s.last_used > keep_) review_.push_back(id);
    }
    void delete_reviewed() {
        std::lock_guard lk(mu_);
        for (; !review_.empty(); review_.pop_front()) {
            auto it = segments_.find(review_.front());
            if (it == segments_.end() || it->second.pins > 0 || Clock::now() - it->second.last_used <= keep_) continue;
            fs::remove(it->second.file);
            segments_.erase(it);
        }
    }

    void judge_and_condemn() {
        std::lock_guard lk(mu_);
        for (auto& [id, s] : segments_) {
            if (s.condemned || s.pins > 0 || Clock::now() - s.last_used <= keep_) continue;
            s.condemned = true;
            condemned_.push_back(s.file);
        }
    }
    void delete_condemned() {
        std::unique_lock lk(mu_);
        const auto batch = std::exchange(condemned_, {});
        lk.unlock();
        for (const auto& f : batch) fs::remove(f);
    }

    void judge_cancellable() {
        std::lock_guard lk(mu_);
        for (auto& [id, s] : segments_)
            if (s.pins == 0 && Clock::now() - s.last_used > keep_) cancellable_.push_back(id);
    }
    void delete_cancellable() {
        std::lock_guard lk(mu_);
        for (; !cancellable_.empty(); cancellable_.pop_back())
            if (auto it = segments_.find(cancellable_.back()); it != segments_.end()) fs::remove(it->second.file), segments_.erase(it);
    }

    std::future<bool> delete_by_task(int id) {
        std::lock_guard lk(mu_);
        auto it = segments_.find(id);
        if (it == segments_.end() || Clock::now() - it->second.last_used <= keep_) return {};
        return std::async(std::launch::async, [f = it->second.file] { return fs::remove(f); }); // EXPECT: timestamp-cleanup
    }
    void delete_extracted(int id) {
        std::unique_lock lk(mu_);
        auto it = segments_.find(id);
        if (it == segments_.end() || it->second.pins > 0 || Clock::now() - it->second.last_used <= keep_) return;
        const auto node = segments_.extract(it);
        lk.unlock();
        fs::remove(node.mapped().file);
    }

private:
    std::mutex mu_;
    Clock::duration keep_;
    std::map<int, Segment> segments_;
    std::deque<fs::path> old_files_, condemned_;
    std::deque<int> idle_ids_, review_;
    std::vector<int> cancellable_;
};

void drive(SegmentStore& s) {
    std::jthread judge([&s] { s.judge_age(), s.judge_unpinned(), s.judge_for_review(), s.judge_and_condemn(), s.judge_cancellable(); });
    std::jthread worker([&s] { s.delete_old_files(), s.delete_idle_ids(), s.delete_reviewed(), s.delete_condemned(), s.delete_cancellable(); });
    std::jthread user([&s] { if (s.pin(1)) s.unpin(1); });
}
