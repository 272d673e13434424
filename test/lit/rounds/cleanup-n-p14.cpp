// RUN: %tocsin %s
// STD: c++20
// Column segments: memory mapped files that scans read without copying.
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <list>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace column {

struct Segment {
    std::string path;
    void *base = nullptr;
    std::size_t bytes = 0;
    std::time_t sealed = 0;
    int pins = 0;
};

class SegmentList {
public:
    // Scans pin the segment and walk it outside the lock.
    Segment *pin(std::size_t n) {
        std::lock_guard g(mu_);
        for (Segment *s : segs_)
            if (n-- == 0) {
                s->pins++;
                return s;
            }
        return nullptr;
    }
    void unpin(Segment *s) {
        std::lock_guard g(mu_);
        s->pins--;
    }

    unsigned expire(std::time_t retention) {
        std::lock_guard g(mu_);
        const std::time_t now = std::time(nullptr);
        unsigned n = 0;
        Segment *head = segs_.empty() ? nullptr : segs_.front();
        for (auto it = segs_.begin(); it != segs_.end();) {
            Segment *seg = *it;
            if (seg->sealed + retention >= now || head->pins != 0) {
                ++it;
                continue;
            }
            it = segs_.erase(it);
            if (seg == head)
                head = segs_.empty() ? nullptr : segs_.front();
            releaseSegment(seg); // EXPECT-MISS: timestamp-cleanup
            ++n;
            if (!head)
                break;
        }
        return n;
    }

    unsigned expireUnpinned(std::time_t retention) {
        std::lock_guard g(mu_);
        const std::time_t now = std::time(nullptr);
        unsigned n = 0;
        for (auto it = segs_.begin(); it != segs_.end();) {
            Segment *seg = *it;
            if (seg->sealed + retention < now && seg->pins == 0) {
                it = segs_.erase(it);
                releaseSegment(seg);
                ++n;
            } else {
                ++it;
            }
        }
        return n;
    }

private:
    static void releaseSegment(Segment *s) {
        ::munmap(s->base, s->bytes);
        ::unlink(s->path.c_str());
        delete s;
    }

    std::mutex mu_;
    std::list<Segment *> segs_;
};

// Sidecar zone maps are written by the flusher and opened by name from scans.
class ZoneMaps {
public:
    void sweep(const std::vector<std::string> &names, std::chrono::seconds ttl, std::chrono::seconds grace) {
        for (const auto &n : names) {
            struct stat st;
            if (::stat(n.c_str(), &st) != 0)
                continue;
            const std::time_t limit = st.st_mtime + (ttl + grace).count();
            if (std::time(nullptr) > limit)
                ::unlink(n.c_str()); // EXPECT: timestamp-cleanup
        }
    }

    bool loadDue() {
        std::unique_lock g(mu_);
        const auto now = std::chrono::steady_clock::now();
        if (now - loaded_ < std::chrono::seconds(5))
            return false;
        loaded_ = now;
        return true;
    }

private:
    std::shared_mutex mu_;
    std::chrono::steady_clock::time_point loaded_{};
};

} // namespace column

int main() {
    column::SegmentList l;
    l.expire(3600);
    return static_cast<int>(l.expireUnpinned(3600));
}
