// RUN: %tocsin %s
// STD: c++20
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

using Clock = std::chrono::steady_clock;

class MappedSegment {
public:
    explicit MappedSegment(const std::string& path) {
        int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (fd < 0)
            throw std::runtime_error("open " + path);
        struct stat sb {};
        if (::fstat(fd, &sb) == 0 && sb.st_size > 0) {
            len_ = static_cast<std::size_t>(sb.st_size);
            base_ = ::mmap(nullptr, len_, PROT_READ, MAP_SHARED, fd, 0);
        }
        ::close(fd);
        if (base_ == MAP_FAILED)
            throw std::runtime_error("mmap " + path);
    }
    ~MappedSegment() { ::munmap(base_, len_); }
    MappedSegment(const MappedSegment&) = delete;
    MappedSegment& operator=(const MappedSegment&) = delete;

    const unsigned char* data() const { return static_cast<const unsigned char*>(base_); }
    std::size_t size() const { return len_; }

    std::atomic<int> pins{0};
    const Clock::time_point mapped_at = Clock::now();

private:
    void* base_ = MAP_FAILED;
    std::size_t len_ = 0;
};

class SegmentCache {
public:
    MappedSegment* pin(const std::string& path) {
        std::lock_guard<std::mutex> lk(mu_);
        auto it = segs_.find(path);
        if (it == segs_.end())
            it = segs_.emplace(path, std::make_unique<MappedSegment>(path)).first;
        it->second->pins.fetch_add(1);
        return it->second.get();
    }

    void unpin(MappedSegment* seg) { seg->pins.fetch_sub(1); }

    std::size_t evict() {
        std::lock_guard<std::mutex> lk(mu_);
        const auto now = Clock::now();
        std::size_t n = 0;
        for (auto it = segs_.begin(); it != segs_.end();) {
            const auto age = now - it->second->mapped_at;
            const bool pinned = it->second->pins.load() > 0;
            if (age < soft_limit_ || (pinned && age < hard_limit_)) {
                ++it;
                continue;
            }
            it = segs_.erase(it); // EXPECT: timestamp-cleanup
            ++n;
        }
        return n;
    }

private:
    std::mutex mu_;
    std::map<std::string, std::unique_ptr<MappedSegment>> segs_;
    const std::chrono::minutes soft_limit_{5};
    const std::chrono::minutes hard_limit_{60};
};

static void query(SegmentCache& cache, const std::string& path) {
    try {
        MappedSegment* seg = cache.pin(path);
        unsigned long sum = 0;
        for (std::size_t i = 0; i < seg->size(); ++i)
            sum += seg->data()[i];
        std::cout << sum << '\n';
        cache.unpin(seg);
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
    }
}

int main() {
    SegmentCache cache;
    std::thread q(query, std::ref(cache), "/var/lib/search/seg-0001.idx");
    std::cout << cache.evict() << " evicted\n";
    q.join();
}
