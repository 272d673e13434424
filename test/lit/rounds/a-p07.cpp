// RUN: %tocsin %s
// STD: c++20
// Single-instance guard of a drawing program: "lock" -> "host:pid" symlink.
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <system_error>
#include <unistd.h>

namespace fs = std::filesystem;

class InstanceGuard {
public:
    explicit InstanceGuard(fs::path link) : link_(std::move(link)) {}
    InstanceGuard(const InstanceGuard&) = delete;
    InstanceGuard& operator=(const InstanceGuard&) = delete;

    ~InstanceGuard()
    {
        if (!held_)
            return;
        std::error_code ignored;
        fs::remove(link_, ignored);
    }

    bool acquire()
    {
        const std::string me = hostname() + ":" + std::to_string(::getpid());
        for (int attempt = 0; attempt < 3; ++attempt) {
            if (::symlink(me.c_str(), link_.c_str()) == 0) {
                held_ = true;
                return true;
            }
            if (errno != EEXIST)
                throw std::system_error(errno, std::generic_category(), link_.string());

            std::error_code ec;
            const fs::path owner = fs::read_symlink(link_, ec);
            if (ec)
                continue;                       // vanished meanwhile, try again
            if (alive(owner.string()))
                return false;

            std::clog << "stale lock of " << owner << '\n';
            fs::remove(link_, ec); // EXPECT: file-toctou
        }
        return false;
    }

private:
    static std::string hostname()
    {
        char buf[256] = {};
        if (::gethostname(buf, sizeof buf - 1) != 0)
            return "localhost";
        return buf;
    }

    static bool alive(const std::string& owner)
    {
        const auto colon = owner.rfind(':');
        if (colon == std::string::npos)
            return false;
        if (owner.compare(0, colon, hostname()) != 0)
            return true;                        // cannot tell, be careful
        int pid = 0;
        const char* first = owner.data() + colon + 1;
        const char* last = owner.data() + owner.size();
        if (std::from_chars(first, last, pid).ec != std::errc{} || pid <= 0)
            return false;
        return ::kill(pid, 0) == 0 || errno == EPERM;
    }

    fs::path link_;
    bool held_ = false;
};

int main()
{
    const char* home = std::getenv("HOME");
    if (!home) {
        std::cerr << "HOME is not set\n";
        return 1;
    }
    try {
        InstanceGuard guard(fs::path(home) / ".sketch" / "lock");
        if (!guard.acquire()) {
            std::cerr << "sketch is already running\n";
            return 1;
        }
        std::cout << "running\n";
        ::pause();
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
    return 0;
}
