// RUN: %tocsin %s
// STD: c++20
// Pool of mapped tile packs for the map renderer. Render jobs take a
// shared_ptr copy through acquire() and keep it for the length of a frame.
#include <chrono>
#include <fcntl.h>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <unordered_map>

namespace tiles {

class TilePack {
public:
    explicit TilePack(const std::string &path) : path_(path) {
        fd_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (fd_ < 0)
            throw std::runtime_error("open " + path);
        struct stat st {};
        if (::fstat(fd_, &st) != 0) {
            ::close(fd_);
            throw std::runtime_error("stat " + path);
        }
        len_ = static_cast<std::size_t>(st.st_size);
        base_ = ::mmap(nullptr, len_, PROT_READ, MAP_SHARED, fd_, 0);
    }
    ~TilePack() {
        if (base_ != MAP_FAILED)
            ::munmap(base_, len_);
        ::close(fd_);
    }
    TilePack(const TilePack &) = delete;
    TilePack &operator=(const TilePack &) = delete;

    const void *data() const { return base_; }

private:
    std::string path_;
    int fd_ = -1;
    void *base_ = MAP_FAILED;
    std::size_t len_ = 0;
};

class PackPool {
    using Clock = std::chrono::steady_clock;
    struct Slot {
        std::shared_ptr<TilePack> pack;
        Clock::time_point last_used;
    };

public:
    std::shared_ptr<TilePack> acquire(const std::string &path) {
        std::lock_guard<std::mutex> lock(mu_);
        auto it = slots_.find(path);
        if (it == slots_.end())
            it = slots_.emplace(path, Slot{std::make_shared<TilePack>(path), {}}).first;
        it->second.last_used = Clock::now();
        return it->second.pack;
    }

    // Called from the frame loop every few seconds.
    std::size_t shrink(std::chrono::seconds idle) {
        std::size_t closed = 0;
        std::lock_guard<std::mutex> lock(mu_);
        const auto cutoff = Clock::now() - idle;
        for (auto it = slots_.begin(); it != slots_.end();) {
            Slot &s = it->second;
            if (s.last_used >= cutoff) {
                ++it;
                continue;
            }
            if (s.pack.use_count() > 1) {
                ++it;
                continue;
            }
            it = slots_.erase(it);
            ++closed;
        }
        return closed;
    }

private:
    std::mutex mu_;
    std::unordered_map<std::string, Slot> slots_;
};

} // namespace tiles

int main() {
    tiles::PackPool pool;
    try {
        auto p = pool.acquire("/srv/tiles/z12.pack");
        (void)p->data();
    } catch (const std::exception &) {
        return 1;
    }
    return pool.shrink(std::chrono::seconds(30)) == 0;
}
