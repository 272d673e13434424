// RUN: %tocsin %s
// STD: c++20
// Recording writer of a video surveillance recorder: segments never replace
// older ones, the next free number is taken.
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fcntl.h>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <unistd.h>

namespace fs = std::filesystem;

class UniqueFd {
public:
    explicit UniqueFd(int fd = -1) : fd_(fd) {}
    UniqueFd(UniqueFd&& o) noexcept : fd_(o.fd_) { o.fd_ = -1; }
    UniqueFd& operator=(UniqueFd&& o) noexcept {
        std::swap(fd_, o.fd_);
        return *this;
    }
    ~UniqueFd() {
        if (fd_ >= 0)
            ::close(fd_);
    }
    int get() const { return fd_; }
    explicit operator bool() const { return fd_ >= 0; }

private:
    int fd_;
};

class SegmentWriter {
public:
    SegmentWriter(fs::path dir, std::string camera)
        : dir_(std::move(dir)), camera_(std::move(camera)) {}

    void next_segment() {
        for (unsigned n = last_ + 1; n < last_ + 100000; ++n) {
            const fs::path p = dir_ / (camera_ + "-" + std::to_string(n) + ".ts");
            if (fs::exists(p))
                continue; // cheap skip over the ones from the last run
            UniqueFd fd(::open(p.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640));
            if (fd) {
                current_ = std::move(fd);
                last_ = n;
                return;
            }
            if (errno != EEXIST)
                throw std::system_error(errno, std::generic_category(), p.string());
        }
        throw std::runtime_error("no free segment number");
    }

    bool write_index(const std::string& text) const {
        const fs::path p = dir_ / (camera_ + ".idx");
        if (fs::exists(p))
            return false;
        std::unique_ptr<FILE, int (*)(FILE*)> fp(std::fopen(p.c_str(), "wxe"), &std::fclose);
        if (!fp)
            return false;
        return std::fputs(text.c_str(), fp.get()) >= 0;
    }

    bool archive(const std::string& name) const {
        const fs::path from = dir_ / name;
        const fs::path to = dir_ / "archive" / name;
        std::error_code ec;
        if (fs::exists(to, ec))
            return false;
        fs::create_hard_link(from, to, ec);
        if (ec)
            return false;
        return ::unlink(from.c_str()) == 0;
    }

    void write(const std::uint8_t* p, std::size_t n) {
        while (n > 0) {
            const ssize_t w = ::write(current_.get(), p, n);
            if (w < 0) {
                if (errno == EINTR)
                    continue;
                throw std::system_error(errno, std::generic_category(), "write");
            }
            p += w;
            n -= static_cast<std::size_t>(w);
        }
    }

private:
    fs::path dir_;
    std::string camera_;
    UniqueFd current_;
    unsigned last_ = 0;
};
