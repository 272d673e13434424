// RUN: %tocsin %s
// STD: c++20
// Pid file of a daemon.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <string>
#include <system_error>
#include <utility>

namespace svc {

class PidFile {
public:
    PidFile() = default;
    PidFile(PidFile&& o) noexcept
        : path_(std::move(o.path_)), fd_(std::exchange(o.fd_, -1)) {}
    PidFile(const PidFile&) = delete;
    ~PidFile() { release(); }

    static PidFile acquire(std::string path);
    pid_t holder() const;
    void release() noexcept;
    explicit operator bool() const noexcept { return fd_ >= 0; }

private:
    static bool stillNamed(int fd, const char* path)
    {
        struct stat byFd{}, byName{};
        if (::fstat(fd, &byFd) < 0)
            return false;
        if (::stat(path, &byName) < 0)
            return false;
        return byFd.st_dev == byName.st_dev && byFd.st_ino == byName.st_ino;
    }

    void writePid();

    std::string path_;
    int fd_ = -1;
};

PidFile PidFile::acquire(std::string path)
{
    PidFile pf;
    pf.path_ = std::move(path);
    for (;;) {
        int fd = ::open(pf.path_.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0644);
        if (fd < 0)
            throw std::system_error(errno, std::generic_category(), pf.path_);
        if (::flock(fd, LOCK_EX | LOCK_NB) < 0) {
            int e = errno;
            ::close(fd);
            if (e == EWOULDBLOCK)
                return PidFile();
            throw std::system_error(e, std::generic_category(), "flock");
        }
        if (stillNamed(fd, pf.path_.c_str())) {
            pf.fd_ = fd;
            break;
        }
        ::close(fd);
    }
    pf.writePid();
    return pf;
}

void PidFile::writePid()
{
    char buf[24];
    auto r = std::to_chars(buf, buf + sizeof buf - 1, static_cast<long>(::getpid()));
    *r.ptr++ = '\n';
    if (::ftruncate(fd_, 0) < 0 || ::pwrite(fd_, buf, r.ptr - buf, 0) < 0)
        throw std::system_error(errno, std::generic_category(), path_);
}

pid_t PidFile::holder() const
{
    char buf[24];
    ssize_t n = ::pread(fd_, buf, sizeof buf, 0);
    long pid = 0;
    if (n > 0)
        std::from_chars(buf, buf + n, pid);
    return static_cast<pid_t>(pid);
}

void PidFile::release() noexcept
{
    if (fd_ < 0)
        return;
    if (stillNamed(fd_, path_.c_str()))
        ::unlink(path_.c_str());
    ::close(fd_);
    fd_ = -1;
}

} // namespace svc

int main(int argc, char** argv)
{
    auto pf = svc::PidFile::acquire(argc > 1 ? argv[1] : "/run/svc.pid");
    if (!pf) {
        std::fputs("already running\n", stderr);
        return 1;
    }
    std::printf("running as %ld\n", static_cast<long>(pf.holder()));
}
