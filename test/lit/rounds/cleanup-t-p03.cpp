// RUN: %tocsin %s
// STD: c++20
#include <atomic>
#include <chrono>
#include <cstdint>
#include <fcntl.h>
#include <memory>
#include <mutex>
#include <string>
#include <unistd.h>
#include <vector>

namespace tiles {

using Mono = std::chrono::steady_clock;

class FileHandle {
public:
    explicit FileHandle(int fd) : fd_(fd) {}
    FileHandle(const FileHandle&) = delete;
    FileHandle& operator=(const FileHandle&) = delete;
    ~FileHandle() { if (fd_ >= 0) ::close(fd_); }
    int get() const { return fd_; }
private:
    int fd_;
};

struct Pack {
    std::uint64_t id;
    std::unique_ptr<FileHandle> file;
    Mono::time_point last_read;
    int pins = 0;
};

class PackTable {
public:
    explicit PackTable(Mono::duration idle) : idle_(idle) {}

    // Every pin() is paired with one unpin().
    Pack* pin(std::uint64_t id, const std::string& path) {
        std::lock_guard lk(mu_);
        for (auto& p : packs_) {
            if (p->id == id) {
                ++p->pins;
                p->last_read = Mono::now();
                return p.get();
            }
        }
        int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (fd < 0) return nullptr;
        auto fresh = std::make_unique<Pack>();
        fresh->id = id;
        fresh->file = std::make_unique<FileHandle>(fd);
        fresh->last_read = Mono::now();
        fresh->pins = 1;
        packs_.push_back(std::move(fresh));
        return packs_.back().get();
    }

    void unpin(Pack* p) {
        std::lock_guard lk(mu_);
        --p->pins;
        p->last_read = Mono::now();
    }

    std::size_t closeIdle() {
        std::lock_guard lk(mu_);
        const auto limit = Mono::now() - idle_;
        return std::erase_if(packs_, [&](const std::unique_ptr<Pack>& p) {
            return p->last_read < limit && unpinned(*p);
        });
    }

private:
    static bool unpinned(const Pack& p) { return p.pins == 0; }

    Mono::duration idle_;
    std::mutex mu_;
    std::vector<std::unique_ptr<Pack>> packs_;
};

}  // namespace tiles
