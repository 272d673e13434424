// RUN: %tocsin %s
// STD: c++20
// Build farm agent: reclaims scratch trees left by earlier builds on this host.
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <string>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace agent {

class Fd {
public:
    explicit Fd(int fd = -1) noexcept : fd_(fd) {}
    Fd(Fd&& o) noexcept : fd_(std::exchange(o.fd_, -1)) {}
    Fd& operator=(Fd&& o) noexcept
    {
        if (this != &o) {
            reset();
            fd_ = std::exchange(o.fd_, -1);
        }
        return *this;
    }
    ~Fd() { reset(); }
    int get() const noexcept { return fd_; }
    explicit operator bool() const noexcept { return fd_ >= 0; }

private:
    void reset() noexcept
    {
        if (fd_ >= 0)
            ::close(fd_);
        fd_ = -1;
    }
    int fd_;
};

class ScratchLease {
public:
    static ScratchLease acquire(const fs::path& tree, bool wait)
    {
        Fd fd(::open(tree.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (fd && ::flock(fd.get(), wait ? LOCK_EX : (LOCK_EX | LOCK_NB)) != 0)
            fd = Fd{};
        return ScratchLease(std::move(fd));
    }
    bool held() const { return static_cast<bool>(fd_); }

    bool isAt(const fs::path& tree) const
    {
        struct stat mine {}, there {};
        return held() && ::fstat(fd_.get(), &mine) == 0 && ::stat(tree.c_str(), &there) == 0 &&
               mine.st_ino == there.st_ino && mine.st_dev == there.st_dev;
    }

private:
    explicit ScratchLease(Fd fd) : fd_(std::move(fd)) {}
    Fd fd_;
};

class ScratchArea {
public:
    explicit ScratchArea(fs::path root) : root_(std::move(root)) {}

    std::pair<fs::path, ScratchLease> checkout(const std::string& key)
    {
        for (;;) {
            fs::path tree = root_ / key;
            fs::create_directories(tree);
            auto lease = ScratchLease::acquire(tree, true);
            if (lease.isAt(tree))
                return {tree, std::move(lease)};
        }
    }

    int reclaim(fs::file_time_type::duration keep)
    {
        int n = 0;
        const auto cutoff = fs::file_time_type::clock::now() - keep;
        std::error_code ec;
        for (const auto& entry : fs::directory_iterator(root_, ec)) {
            if (!entry.is_directory(ec))
                continue;
            if (entry.last_write_time(ec) >= cutoff || ec)
                continue;
            auto lease = ScratchLease::acquire(entry.path(), false);
            if (!lease.held())
                continue;
            fs::remove_all(entry.path(), ec);
            if (ec)
                std::fprintf(stderr, "agent: %s: %s\n", entry.path().c_str(), ec.message().c_str());
            else
                ++n;
        }
        return n;
    }

private:
    fs::path root_;
};

} // namespace agent

int main(int argc, char** argv)
{
    agent::ScratchArea area(argc > 1 ? argv[1] : "/var/lib/farm/scratch");
    return area.reclaim(48h) >= 0 ? 0 : 1;
}
