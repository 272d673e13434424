// RUN: %tocsin %s
// STD: c++17
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace transcode {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

enum class SegState { Ready, Deleting };

struct Segment {
    fs::path file;
    Clock::time_point last_access;
    int readers = 0;
    SegState state = SegState::Ready;
};

class SegmentCache {
public:
    explicit SegmentCache(Clock::duration idle) : idle_(idle) {}

    // False when the key is taken; the caller encodes under another key.
    bool insert(const std::string& key, const fs::path& file) {
        std::lock_guard<std::mutex> g(mu_);
        auto& slot = segs_[key];
        if (slot) return false;
        slot = std::make_unique<Segment>();
        slot->file = file;
        slot->last_access = Clock::now();
        return true;
    }

    // nullptr when the segment is unknown or about to go.
    Segment* open(const std::string& key) {
        std::lock_guard<std::mutex> g(mu_);
        auto it = segs_.find(key);
        if (it == segs_.end() || it->second->state != SegState::Ready) return nullptr;
        it->second->readers++;
        it->second->last_access = Clock::now();
        return it->second.get();
    }

    void close(Segment* s) {
        std::lock_guard<std::mutex> g(mu_);
        s->readers--;
        s->last_access = Clock::now();
    }

    // The file system is slow: files are taken away without the lock.
    void shrink() {
        std::unique_lock<std::mutex> lk(mu_);
        std::vector<std::string> victims;
        const auto now = Clock::now();
        for (const auto& [key, seg] : segs_) {
            if (seg->readers == 0 && seg->state == SegState::Ready && now - seg->last_access > idle_)
                victims.push_back(key);
        }
        lk.unlock();

        for (const auto& key : victims) {
            lk.lock();
            auto it = segs_.find(key);
            if (it == segs_.end()) {
                lk.unlock();
                continue;
            }
            fs::path file = it->second->file;
            segs_.erase(it); // EXPECT: timestamp-cleanup
            lk.unlock();
            std::error_code ec;
            fs::remove(file, ec);
        }
    }

    void shrinkMarked() {
        std::vector<std::pair<std::string, fs::path>> victims;
        {
            std::lock_guard<std::mutex> g(mu_);
            const auto oldest = Clock::now() - idle_;
            for (auto& [key, seg] : segs_) {
                if (seg->readers > 0 || seg->state == SegState::Deleting) continue;
                if (seg->last_access >= oldest) continue;
                seg->state = SegState::Deleting;
                victims.emplace_back(key, seg->file);
            }
        }
        for (const auto& [key, file] : victims) {
            std::error_code ec;
            fs::remove(file, ec);
            std::lock_guard<std::mutex> g(mu_);
            segs_.erase(key);
        }
    }

private:
    const Clock::duration idle_;
    std::mutex mu_;
    std::unordered_map<std::string, std::unique_ptr<Segment>> segs_;
};

}  // namespace transcode
