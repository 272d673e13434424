// RUN: %tocsin %s
// STD: c++20
// Reference genome indexes of an alignment service, memory-mapped on demand.
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace align {

static std::uint64_t uptimeMs() {
    using namespace std::chrono;
    return static_cast<std::uint64_t>(
        duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count());
}

class GenomeIndex {
public:
    GenomeIndex(const std::string& path, std::size_t len) : len_(len) {
        int fd = ::open(path.c_str(), O_RDONLY);
        base_ = fd < 0 ? MAP_FAILED : ::mmap(nullptr, len_, PROT_READ, MAP_SHARED, fd, 0);
        if (fd >= 0) ::close(fd);
    }
    ~GenomeIndex() {
        if (base_ != MAP_FAILED) ::munmap(base_, len_);
    }
    std::uint8_t at(std::size_t off) const {
        return base_ == MAP_FAILED ? 0 : static_cast<const std::uint8_t*>(base_)[off % len_];
    }

private:
    void* base_;
    std::size_t len_;
};

struct Slot {
    std::atomic<GenomeIndex*> index{nullptr};
    std::atomic<std::uint64_t> mappedMs{0};
};

class IndexPool {
public:
    GenomeIndex* get(std::size_t species) {
        Slot& s = slots_[species];
        GenomeIndex* ix = s.index.load();
        if (ix != nullptr) return ix;
        auto fresh = std::make_unique<GenomeIndex>("/ref/" + std::to_string(species) + ".fmi", 1u << 20);
        if (!s.index.compare_exchange_strong(ix, fresh.get())) return ix;
        s.mappedMs.store(uptimeMs());
        return fresh.release();
    }

    // index files are rebuilt now and then: map them anew after a while
    int reclaim(std::uint64_t maxMs) {
        std::lock_guard<std::mutex> lk(gcMu_);
        const std::uint64_t now = uptimeMs();
        int n = 0;
        for (auto& s : slots_) {
            if (s.index.load() == nullptr) continue;
            if (now - s.mappedMs.load() <= maxMs) continue; // EXPECT: unsigned-age
            delete s.index.exchange(nullptr); // EXPECT: timestamp-cleanup
            ++n;
        }
        reclaimed_ += n;
        return n;
    }

    long reclaimedTotal() const {
        std::lock_guard<std::mutex> lk(gcMu_);
        return reclaimed_;
    }

private:
    std::array<Slot, 24> slots_;
    mutable std::mutex gcMu_;
    long reclaimed_ = 0;
};

} // namespace align

int main() {
    using namespace std::chrono_literals;
    align::IndexPool pool;
    std::atomic<bool> stop{false};
    std::vector<std::thread> aligners;
    for (int t = 0; t < 4; ++t)
        aligners.emplace_back([&, t] {
            unsigned score = 0;
            for (std::size_t read = 0; !stop.load(); ++read) {
                align::GenomeIndex* ix = pool.get((read + t) % 24);
                for (std::size_t k = 0; k < 150; ++k) score += ix->at(read * 31 + k);
            }
            return score;
        });
    for (int i = 0; i < 20; ++i) {
        pool.reclaim(10 * 60 * 1000);
        std::this_thread::sleep_for(30s);
    }
    stop = true;
    for (auto& a : aligners) a.join();
    return pool.reclaimedTotal() > 0 ? 0 : 1;
}
