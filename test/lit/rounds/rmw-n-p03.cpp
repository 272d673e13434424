// RUN: %tocsin %s
// STD: c++20
// LSM write path: memtable rotation and background flush.
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <vector>

namespace lsm {

class Latch {
public:
    void enter() { m_.lock(); }
    void leave() { m_.unlock(); }
private:
    std::mutex m_;
};

class LatchScope {
public:
    explicit LatchScope(Latch* l) : l_(l) { l_->enter(); }
    ~LatchScope() { if (l_) l_->leave(); }
    LatchScope(const LatchScope&) = delete;
    LatchScope& operator=(const LatchScope&) = delete;
    void drop() { l_->leave(); l_ = nullptr; }
private:
    Latch* l_;
};

struct MemTable {
    std::map<std::string, std::string> rows;
    size_t bytes = 0;
    uint64_t id = 0;
};

bool writeSst(const MemTable& m, std::string* path);

class Store {
public:
    void put(const std::string& k, const std::string& v) {
        LatchScope s(&latch_);
        active_->rows[k] = v;
        active_->bytes += k.size() + v.size();
        if (active_->bytes > limit_) rotate();
    }

    // Writes the oldest frozen table out without blocking writers.
    bool flushOne() {
        std::shared_ptr<MemTable> victim;
        {
            LatchScope s(&latch_);
            if (frozen_.empty()) return false;
            victim = frozen_.front();
        }
        std::string path;
        if (!writeSst(*victim, &path)) return false;

        LatchScope s(&latch_);
        if (frozen_.empty() || frozen_.front()->id != victim->id) return false;
        frozen_.erase(frozen_.begin());
        frozenBytes_ -= victim->bytes;
        files_.push_back(path);
        ++generation_;
        return true;
    }

    // Loads a block on a miss; the winner of a concurrent load is kept.
    std::shared_ptr<std::string> block(uint64_t id) {
        {
            std::shared_lock<std::shared_mutex> r(cacheMu_);
            auto it = cache_.find(id);
            if (it != cache_.end()) return it->second;
        }
        auto fresh = std::make_shared<std::string>(readBlock(id));
        std::unique_lock<std::shared_mutex> w(cacheMu_);
        auto res = cache_.emplace(id, fresh);
        if (res.second) cacheBytes_ += fresh->size();
        return res.first->second;
    }

    void setLimit(size_t n) {
        LatchScope s(&latch_);
        limit_ = n;
        s.drop();
    }

private:
    void rotate() {
        frozenBytes_ += active_->bytes;
        uint64_t next = active_->id + 1;
        frozen_.push_back(active_);
        active_ = std::make_shared<MemTable>();
        active_->id = next;
    }
    std::string readBlock(uint64_t id);

    Latch latch_;
    std::shared_ptr<MemTable> active_ = std::make_shared<MemTable>();
    std::vector<std::shared_ptr<MemTable>> frozen_;
    std::vector<std::string> files_;
    size_t frozenBytes_ = 0;
    size_t limit_ = 4u << 20;
    uint64_t generation_ = 0;

    std::shared_mutex cacheMu_;
    std::map<uint64_t, std::shared_ptr<std::string>> cache_;
    size_t cacheBytes_ = 0;
};

}  // namespace lsm
