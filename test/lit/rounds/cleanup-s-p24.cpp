// RUN: %tocsin %s
// STD: c++20
// Open tile archives of the map server. Request threads take their own share of
// an archive, so the descriptor lives until the last of them has finished.
#include <array>
#include <chrono>
#include <cstddef>
#include <fcntl.h>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <thread>
#include <unistd.h>
#include <unordered_map>

namespace tiles {

using Clock = std::chrono::steady_clock;

class Archive {
public:
    explicit Archive(const std::string &path) : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
    ~Archive()
    {
        if (fd_ >= 0)
            ::close(fd_);
    }
    Archive(const Archive &) = delete;
    Archive &operator=(const Archive &) = delete;

    bool ok() const { return fd_ >= 0; }
    ssize_t readAt(off_t off, std::span<std::byte> out) const { return ::pread(fd_, out.data(), out.size(), off); }

private:
    int fd_;
};

class ArchiveCache {
public:
    explicit ArchiveCache(Clock::duration ttl) : ttl_(ttl) {}

    std::shared_ptr<const Archive> get(const std::string &path)
    {
        std::lock_guard lk(mu_);
        if (const auto it = open_.find(path); it != open_.end()) {
            it->second.last_used = Clock::now();
            return it->second.archive;
        }
        auto a = std::make_shared<const Archive>(path);
        if (!a->ok())
            return nullptr;
        open_.emplace(path, Held{a, Clock::now()});
        return a;
    }

    std::size_t expire()
    {
        std::lock_guard lk(mu_);
        return std::erase_if(open_, [cutoff = Clock::now() - ttl_](const auto &kv) { return kv.second.last_used < cutoff; });
    }

private:
    struct Held {
        std::shared_ptr<const Archive> archive;
        Clock::time_point last_used;
    };
    Clock::duration ttl_;
    std::mutex mu_;
    std::unordered_map<std::string, Held> open_;
};

bool serveTile(ArchiveCache &cache, const std::string &region, off_t off, std::span<std::byte> out)
{
    const auto archive = cache.get("/srv/tiles/" + region + ".pmt");
    return archive && archive->readAt(off, out) == static_cast<ssize_t>(out.size());
}

} // namespace tiles

int main()
{
    tiles::ArchiveCache cache(std::chrono::minutes(2));
    std::jthread reaper([&](std::stop_token st) {
        while (!st.stop_requested()) {
            cache.expire();
            std::this_thread::sleep_for(std::chrono::seconds(10));
        }
    });
    std::array<std::byte, 256> buf{};
    return tiles::serveTile(cache, "alps", 4096, buf) ? 0 : 1;
}
