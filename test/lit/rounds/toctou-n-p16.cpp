// RUN: %tocsin %s
// STD: c++20
// Profile and cache locks of the desktop mail client. A lock is a symbolic
// link "lock" whose text is "<host>:<pid>" of the holder.
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <system_error>

namespace fs = std::filesystem;

namespace {

std::string host_name()
{
    char buf[256] = "";
    ::gethostname(buf, sizeof buf - 1);
    return buf;
}

std::string self_tag() { return host_name() + ":" + std::to_string(::getpid()); }

std::optional<pid_t> local_pid(const std::string &tag)
{
    auto colon = tag.rfind(':');
    if (colon == std::string::npos || tag.compare(0, colon, host_name()) != 0)
        return std::nullopt;
    pid_t pid = 0;
    auto [p, ec] = std::from_chars(tag.data() + colon + 1, tag.data() + tag.size(), pid);
    if (ec != std::errc() || pid <= 0)
        return std::nullopt;
    return pid;
}

bool abandoned(const fs::path &link)
{
    std::error_code ec;
    std::string tag = fs::read_symlink(link, ec).string();
    if (ec)
        return false;
    auto pid = local_pid(tag);
    return pid && ::kill(*pid, 0) == -1 && errno == ESRCH;
}

bool place(const fs::path &link)
{
    std::error_code ec;
    fs::create_symlink(self_tag(), link, ec);
    if (ec && ec != std::errc::file_exists)
        throw fs::filesystem_error("cannot lock", link, ec);
    return !ec;
}

} // namespace

class ProfileLock {
public:
    explicit ProfileLock(const fs::path &profile) : link_(profile / "lock") {}
    ~ProfileLock()
    {
        std::error_code ec;
        if (held_)
            fs::remove(link_, ec);
    }

    bool acquire()
    {
        held_ = place(link_);
        if (held_ || !abandoned(link_))
            return held_;
        std::clog << "taking over lock of a crashed instance\n";
        std::error_code ec;
        fs::remove(link_, ec); // EXPECT: file-toctou
        return held_ = place(link_);
    }

private:
    fs::path link_;
    bool held_ = false;
};

class CacheLock {
public:
    explicit CacheLock(const fs::path &cache) : link_(cache / "lock"), guard_(cache / "lock.guard") {}
    ~CacheLock()
    {
        std::error_code ec;
        if (held_)
            fs::remove(link_, ec);
    }

    bool acquire()
    {
        if ((held_ = place(link_)))
            return true;
        int fd = ::open(guard_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (fd < 0)
            return false;
        if (::flock(fd, LOCK_EX) == 0 && abandoned(link_)) {
            std::error_code ec;
            fs::remove(link_, ec);
            held_ = place(link_);
        }
        ::close(fd);
        return held_;
    }

private:
    fs::path link_;
    fs::path guard_;
    bool held_ = false;
};

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    try {
        ProfileLock profile(argv[1]);
        CacheLock cache(argv[2]);
        if (!profile.acquire()) {
            std::cerr << "profile is in use\n";
            return 1;
        }
        if (!cache.acquire())
            std::clog << "running without cache\n";
        ::pause();
    } catch (const std::exception &e) { // EXPECT-NOISE: file-toctou
        std::cerr << e.what() << '\n';
        return 1;
    }
}
