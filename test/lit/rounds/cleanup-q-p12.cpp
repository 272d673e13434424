// RUN: %tocsin %s
// STD: c++20
// Segments of the full text index; a merge publishes a new generation.
#include <algorithm>
#include <cstdint>
#include <fcntl.h>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

struct Segment {
    std::string path;
    std::uint64_t generation = 0;
    int fd = -1;
    unsigned pins = 0;
};

struct Reader {
    std::uint64_t generation = 0;
};

class SegmentSet {
public:
    ~SegmentSet() {
        for (auto& [path, seg] : segments_) {
            ::close(seg->fd);
            delete seg;
        }
    }

    bool publish(const std::string& path) {
        const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (fd < 0)
            return false;
        std::lock_guard lk(mu_);
        auto [it, fresh] = segments_.try_emplace(path, nullptr);
        if (!fresh) {
            ::close(fd);
            return false;
        }
        it->second = new Segment{path, ++head_, fd, 0};
        return true;
    }

    Segment* pin(const std::string& path) {
        std::lock_guard lk(mu_);
        auto it = segments_.find(path);
        if (it == segments_.end())
            return nullptr;
        ++it->second->pins;
        return it->second;
    }

    void unpin(Segment* seg) {
        std::lock_guard lk(mu_);
        --seg->pins;
    }

    std::unique_ptr<Reader> open_reader() {
        std::lock_guard lk(mu_);
        auto r = std::make_unique<Reader>(Reader{head_});
        readers_.push_back(r.get());
        return r;
    }

    void close_reader(std::unique_ptr<Reader> r) {
        std::lock_guard lk(mu_);
        std::erase(readers_, r.get());
    }

    // After a merge: the inputs are no longer wanted.
    std::size_t drop_superseded() {
        std::lock_guard lk(mu_);
        std::size_t n = 0;
        for (auto it = segments_.begin(); it != segments_.end();) {
            Segment* seg = it->second;
            if (seg->generation < head_) {
                it = segments_.erase(it);
                discard(seg); // EXPECT: timestamp-cleanup
                ++n;
            } else {
                ++it;
            }
        }
        return n;
    }

    std::size_t drop_unpinned() {
        std::lock_guard lk(mu_);
        return std::erase_if(segments_, [&](auto& kv) {
            Segment* seg = kv.second;
            if (seg->generation >= head_ || seg->pins > 0)
                return false;
            discard(seg);
            return true;
        });
    }

    // Tombstones below the horizon can be seen by no reader any more.
    std::size_t vacuum_tombstones() {
        std::lock_guard lk(mu_);
        const std::uint64_t horizon = oldest_reader();
        std::size_t n = 0;
        while (!tombstones_.empty() && tombstones_.begin()->first < horizon) {
            ::unlink(tombstones_.begin()->second.c_str());
            tombstones_.erase(tombstones_.begin());
            ++n;
        }
        return n;
    }

    void bury(std::string path) {
        std::lock_guard lk(mu_);
        tombstones_.emplace(head_, std::move(path));
    }

private:
    static void discard(Segment* seg) {
        ::close(seg->fd);
        ::unlink(seg->path.c_str());
        delete seg;
    }

    std::uint64_t oldest_reader() const {
        std::uint64_t low = head_;
        for (const Reader* r : readers_)
            low = std::min(low, r->generation);
        return low;
    }

    std::mutex mu_;
    std::uint64_t head_ = 0;
    std::map<std::string, Segment*> segments_;
    std::multimap<std::uint64_t, std::string> tombstones_;
    std::vector<Reader*> readers_;
};

int main() {
    SegmentSet set;
    std::thread query([&] {
        auto reader = set.open_reader();
        if (Segment* seg = set.pin("/var/index/seg.0")) {
            char block[256];
            (void)!::pread(seg->fd, block, sizeof block, 0);
            set.unpin(seg);
        }
        set.close_reader(std::move(reader));
    });
    set.publish("/var/index/seg.0");
    set.publish("/var/index/seg.1");
    set.bury("/var/index/seg.0.del");
    set.drop_unpinned();
    set.drop_superseded();
    set.vacuum_tombstones();
    query.join();
}
