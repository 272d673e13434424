// RUN: %tocsin %s
// STD: c++20
// Column segments of the analytics engine: mapped on demand, unmapped by the
// housekeeping thread.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <fcntl.h>
#include <memory>
#include <mutex>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <sys/mman.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace olap {

using steady = std::chrono::steady_clock;

class MappedSegment {
public:
    static std::unique_ptr<MappedSegment> open(const std::string &path) {
        int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        struct stat st {};
        if (fd < 0 || ::fstat(fd, &st) != 0) {
            if (fd >= 0)
                ::close(fd);
            return nullptr;
        }
        auto s = std::unique_ptr<MappedSegment>(new MappedSegment);
        s->path_ = path;
        s->fd_ = fd;
        s->len_ = static_cast<std::size_t>(st.st_size);
        s->addr_ = ::mmap(nullptr, s->len_, PROT_READ, MAP_PRIVATE, fd, 0);
        s->opened_ = steady::now();
        return s;
    }
    ~MappedSegment() {
        if (addr_ != MAP_FAILED)
            ::munmap(addr_, len_);
        ::close(fd_);
    }

    std::string_view path() const { return path_; }
    steady::time_point openedAt() const { return opened_; }
    std::span<const std::int64_t> values() const {
        return {static_cast<const std::int64_t *>(addr_), len_ / sizeof(std::int64_t)};
    }

private:
    MappedSegment() = default;
    std::string path_;
    int fd_ = -1;
    void *addr_ = MAP_FAILED;
    std::size_t len_ = 0;
    steady::time_point opened_;
};

struct Timing {
    std::string query;
    steady::time_point at;
    double ms;
};

class SegmentCache {
public:
    const MappedSegment *get(const std::string &path) {
        std::lock_guard lk(mu_);
        for (auto &s : segments_)
            if (s->path() == path)
                return s.get();
        auto s = MappedSegment::open(path);
        if (!s)
            return nullptr;
        return segments_.emplace_back(std::move(s)).get();
    }

    std::size_t unmapAfter(std::chrono::seconds life) {
        std::lock_guard lk(mu_);
        const auto now = steady::now();
        return std::erase_if(segments_, [&](const auto &s) { return now - s->openedAt() > life; }); // EXPECT: timestamp-cleanup
    }

    void note(std::string query, double ms) {
        std::lock_guard lk(mu_);
        const auto now = steady::now();
        std::erase_if(timings_, [&](const Timing &t) { return now - t.at > std::chrono::minutes(5); });
        timings_.push_back({std::move(query), now, ms});
    }

private:
    std::mutex mu_;
    std::vector<std::unique_ptr<MappedSegment>> segments_;
    std::vector<Timing> timings_;
};

std::int64_t sum(SegmentCache &cache, const std::string &column) {
    const MappedSegment *seg = cache.get(column);
    if (!seg)
        return 0;
    auto v = seg->values();
    return std::accumulate(v.begin(), v.end(), std::int64_t{0});
}

} // namespace olap

int main() {
    olap::SegmentCache cache;
    std::jthread keeper([&](std::stop_token st) {
        while (!st.stop_requested()) {
            cache.unmapAfter(std::chrono::seconds(300));
            std::this_thread::sleep_for(std::chrono::seconds(1));
        }
    });
    std::int64_t total = 0;
    for (const char *c : {"/data/price.col", "/data/qty.col"}) {
        total += olap::sum(cache, c);
        cache.note(c, 0.1);
    }
    return total < 0;
}
