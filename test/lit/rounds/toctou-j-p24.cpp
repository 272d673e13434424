// RUN: %tocsin %s
// STD: c++20
// Maildir delivery: tmp/ to new/, one file for each message.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <string>
#include <string_view>

namespace mda {

enum class Result { Delivered, TempFail, PermFail };

class Maildir {
public:
    Maildir(std::string root, std::string host) : root_(std::move(root)), host_(std::move(host)) {}

    Result deliver(std::string_view message);
    bool ensureLayout() const;

private:
    std::string uniqueName() const;
    int openTmp(std::string& base, std::string& path) const;
    static bool writeAll(int fd, std::string_view s);

    std::string root_;
    std::string host_;
    static inline std::atomic<unsigned> counter_{0};
};

std::string Maildir::uniqueName() const
{
    timeval tv{};
    ::gettimeofday(&tv, nullptr);
    return std::to_string(tv.tv_sec) + ".M" + std::to_string(tv.tv_usec) + "P"
        + std::to_string(::getpid()) + "Q" + std::to_string(++counter_) + "." + host_;
}

bool Maildir::ensureLayout() const
{
    for (const char* sub : {"", "/tmp", "/new", "/cur"}) {
        const std::string dir = root_ + sub;
        struct stat st{};
        if (::stat(dir.c_str(), &st) == 0) {
            if (!S_ISDIR(st.st_mode))
                return false;
            continue;
        }
        if (::mkdir(dir.c_str(), 0700) < 0 && errno != EEXIST)
            return false;
    }
    return true;
}

int Maildir::openTmp(std::string& base, std::string& path) const
{
    for (int attempt = 0; attempt < 3; ++attempt) {
        base = uniqueName();
        path = root_ + "/tmp/" + base;
        struct stat st{};
        if (::stat(path.c_str(), &st) == 0 || errno != ENOENT) {
            ::sleep(2);
            continue;
        }
        int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (fd >= 0)
            return fd;
        if (errno != EEXIST)
            return -1;
    }
    return -1;
}

bool Maildir::writeAll(int fd, std::string_view s)
{
    while (!s.empty()) {
        ssize_t n = ::write(fd, s.data(), s.size());
        if (n < 0) {
            if (errno == EINTR)
                continue;
            return false;
        }
        s.remove_prefix(static_cast<std::size_t>(n));
    }
    return ::fsync(fd) == 0;
}

Result Maildir::deliver(std::string_view message)
{
    if (!ensureLayout())
        return Result::PermFail;
    std::string base, tmp;
    int fd = openTmp(base, tmp);
    if (fd < 0)
        return Result::TempFail;
    bool good = writeAll(fd, message);
    good = ::close(fd) == 0 && good;

    const std::string final = root_ + "/new/" + base;
    if (good && ::access(final.c_str(), F_OK) == 0)
        good = false;
    if (good && ::link(tmp.c_str(), final.c_str()) < 0)
        good = false;
    ::unlink(tmp.c_str());
    return good ? Result::Delivered : Result::TempFail;
}

} // namespace mda
