// RUN: %tocsin %s
// STD: c++20
// Mapped segment table of the log search engine.
#include <chrono>
#include <cstring>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace search {

class MappedSegment {
public:
    explicit MappedSegment(const std::string& path) {
        fd_ = ::open(path.c_str(), O_RDONLY);
        struct stat st {};
        if (fd_ < 0 || ::fstat(fd_, &st) < 0)
            return;
        size_ = static_cast<size_t>(st.st_size);
        void* p = ::mmap(nullptr, size_, PROT_READ, MAP_SHARED, fd_, 0);
        base_ = p == MAP_FAILED ? nullptr : static_cast<const char*>(p);
    }
    ~MappedSegment() {
        if (base_)
            ::munmap(const_cast<char*>(base_), size_);
        if (fd_ >= 0)
            ::close(fd_);
    }
    MappedSegment(const MappedSegment&) = delete;
    MappedSegment& operator=(const MappedSegment&) = delete;

    const char* find(const std::string& needle) const {
        return base_ ? static_cast<const char*>(::memmem(base_, size_, needle.data(), needle.size())) : nullptr;
    }

    void attach() { ++open_count; }
    int open_count = 0; // statistics

private:
    int fd_ = -1;
    size_t size_ = 0;
    const char* base_ = nullptr;
};

class SegmentTable {
    using Clock = std::chrono::steady_clock;
    struct Entry {
        std::shared_ptr<MappedSegment> seg;
        Clock::time_point last_hit;
    };

public:
    std::shared_ptr<MappedSegment> get(const std::string& path) {
        std::lock_guard<std::mutex> lk(mu_);
        Entry& e = map_[path];
        if (!e.seg)
            e.seg = std::make_shared<MappedSegment>(path);
        e.seg->attach();
        e.last_hit = Clock::now();
        return e.seg;
    }

    // Drops mappings, and the files too when they have been compacted away.
    size_t trim(Clock::duration idle, const std::vector<std::string>& compacted) {
        std::lock_guard<std::mutex> lk(mu_);
        const auto cutoff = Clock::now() - idle;
        size_t n = 0;
        for (auto it = map_.begin(); it != map_.end();) {
            if (!reclaimable(it->second, cutoff)) {
                ++it;
                continue;
            }
            for (const auto& c : compacted)
                if (c == it->first)
                    ::unlink(c.c_str());
            it = map_.erase(it);
            ++n;
        }
        return n;
    }

private:
    // Copies are only made by get(), which needs the same mutex.
    static bool reclaimable(const Entry& e, Clock::time_point cutoff) {
        return e.last_hit < cutoff && e.seg.use_count() == 1;
    }

    std::mutex mu_;
    std::unordered_map<std::string, Entry> map_;
};

bool grep(SegmentTable& t, const std::string& path, const std::string& needle) {
    auto seg = t.get(path);
    return seg->find(needle) != nullptr;
}

} // namespace search

int main(int argc, char** argv) {
    search::SegmentTable table;
    std::jthread q([&] {
        for (int i = 1; i < argc; ++i)
            search::grep(table, argv[i], "ERROR");
    });
    table.trim(std::chrono::minutes(5), {});
}
