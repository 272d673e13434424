// RUN: %tocsin %s
// STD: c++20
// Chunk directory of a time-series store: readers walk it without locks.
#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <limits>
#include <mutex>
#include <thread>
#include <vector>

namespace tsdb {

constexpr std::size_t kMaxReaders = 32;
constexpr std::uint64_t kIdle = std::numeric_limits<std::uint64_t>::max();

struct Directory {
    std::vector<std::uint64_t> offsets;
    std::uint64_t retiredEpoch = 0;
};

class ChunkIndex {
public:
    ChunkIndex() {
        for (auto& s : slots_) s.store(kIdle);
        head_.store(new Directory);
    }
    ~ChunkIndex() {
        for (auto* d : retired_) delete d;
        delete head_.load();
    }

    class ReadGuard {
    public:
        ReadGuard(ChunkIndex& ix, std::size_t slot) : ix_(ix), slot_(slot) {
            ix_.slots_[slot_].store(ix_.epoch_.load());
            dir_ = ix_.head_.load();
        }
        ~ReadGuard() { ix_.slots_[slot_].store(kIdle); }
        ReadGuard(const ReadGuard&) = delete;
        const Directory& operator*() const { return *dir_; }

    private:
        ChunkIndex& ix_;
        std::size_t slot_;
        const Directory* dir_;
    };

    void append(std::uint64_t offset) {
        std::lock_guard<std::mutex> lk(writer_);
        auto* next = new Directory(*head_.load());
        next->offsets.push_back(offset);
        Directory* old = head_.exchange(next);
        old->retiredEpoch = epoch_.fetch_add(1);
        retired_.push_back(old);
        if (retired_.size() > 16) collect();
    }

private:
    void collect() {
        std::uint64_t oldest = kIdle;
        for (const auto& s : slots_) oldest = std::min(oldest, s.load());
        auto mid = std::partition(retired_.begin(), retired_.end(),
                                  [&](const Directory* d) { return d->retiredEpoch >= oldest; });
        for (auto it = mid; it != retired_.end(); ++it) delete *it;
        retired_.erase(mid, retired_.end());
    }

    std::atomic<std::uint64_t> epoch_{1};
    std::atomic<Directory*> head_{nullptr};
    std::array<std::atomic<std::uint64_t>, kMaxReaders> slots_;
    std::mutex writer_;
    std::vector<Directory*> retired_;
};

} // namespace tsdb

int main() {
    tsdb::ChunkIndex ix;
    std::vector<std::thread> readers;
    std::atomic<bool> stop{false};
    for (std::size_t i = 0; i < 4; ++i)
        readers.emplace_back([&, i] {
            std::uint64_t sum = 0;
            while (!stop.load()) {
                tsdb::ChunkIndex::ReadGuard g(ix, i);
                for (auto o : (*g).offsets) sum += o;
            }
            return sum;
        });
    for (std::uint64_t o = 0; o < 2000; ++o) ix.append(o * 4096);
    stop = true;
    for (auto& t : readers) t.join();
}
