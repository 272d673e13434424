// RUN: %tocsin %s
// STD: c++20
// Desktop session manager: control socket and per-display session lock.
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

namespace sessiond {

[[noreturn]] void fail(const std::string& what)
{
    throw std::system_error(errno, std::generic_category(), what);
}

class UniqueFd {
public:
    explicit UniqueFd(int fd = -1) noexcept : fd_(fd) {}
    UniqueFd(UniqueFd&& o) noexcept : fd_(std::exchange(o.fd_, -1)) {}
    UniqueFd& operator=(UniqueFd&& o) noexcept { std::swap(fd_, o.fd_); return *this; }
    ~UniqueFd() { if (fd_ >= 0) ::close(fd_); }
    int get() const noexcept { return fd_; }
private:
    int fd_;
};

class ControlSocket {
public:
    explicit ControlSocket(std::string path) : path_(std::move(path)) {}

    void listen()
    {
        if (leftBehind())
            ::unlink(path_.c_str()); // EXPECT: file-toctou

        UniqueFd s(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
        if (s.get() < 0)
            fail("socket");
        sockaddr_un addr = address();
        if (::bind(s.get(), reinterpret_cast<sockaddr*>(&addr), sizeof addr) < 0)
            fail("bind " + path_);
        if (::chmod(path_.c_str(), 0600) < 0) // EXPECT: create-then-name
            fail("chmod " + path_);
        if (::listen(s.get(), 16) < 0)
            fail("listen");
        fd_ = std::move(s);
    }

private:
    sockaddr_un address() const
    {
        sockaddr_un a{};
        a.sun_family = AF_UNIX;
        if (path_.size() >= sizeof a.sun_path)
            throw std::length_error("socket path too long");
        std::memcpy(a.sun_path, path_.c_str(), path_.size() + 1);
        return a;
    }

    // A socket file that nobody answers on comes from a session that died.
    bool leftBehind() const
    {
        struct stat st{};
        if (::lstat(path_.c_str(), &st) < 0)
            return false;
        if (!S_ISSOCK(st.st_mode) || st.st_uid != ::getuid())
            throw std::runtime_error(path_ + " is not ours");
        return !answers();
    }

    bool answers() const
    {
        UniqueFd c(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_un a = address();
        return ::connect(c.get(), reinterpret_cast<sockaddr*>(&a), sizeof a) == 0;
    }

    std::string path_;
    UniqueFd fd_;
};

class DisplayLock {
public:
    static std::optional<DisplayLock> take(int display)
    {
        namespace fs = std::filesystem;
        fs::path file = fs::path("/tmp") / (".S" + std::to_string(display) + "-lock");
        if (fs::exists(file))
            return std::nullopt;
        std::ofstream out(file); // EXPECT: file-toctou
        if (!out)
            return std::nullopt;
        out << ::getpid() << '\n';
        return DisplayLock(std::move(file));
    }
    void release()
    {
        std::error_code ec;
        std::filesystem::remove(file_, ec);
    }

private:
    explicit DisplayLock(std::filesystem::path f) : file_(std::move(f)) {}
    std::filesystem::path file_;
};

int run(int display, const std::string& runtimeDir)
{
    auto lock = DisplayLock::take(display);
    if (!lock)
        return 1;
    ControlSocket ctl(runtimeDir + "/sessiond." + std::to_string(display));
    ctl.listen();
    lock->release();
    return 0;
}

} // namespace sessiond
