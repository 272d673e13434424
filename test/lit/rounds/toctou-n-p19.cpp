// RUN: %tocsin %s
// STD: c++20
// Request logging of the pre-forking proxy: all workers append to the same two
// logs, and whichever notices that a log has grown too large rotates it.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <system_error>

namespace fs = std::filesystem;

namespace proxy {

class LogFile {
public:
    LogFile(fs::path file, std::uintmax_t limit) : file_(std::move(file)), limit_(limit) { reopen(); }
    virtual ~LogFile() { if (fd_ >= 0) ::close(fd_); }
    LogFile(const LogFile &) = delete;
    LogFile &operator=(const LogFile &) = delete;

    void write(std::string_view line)
    {
        if (++since_check_ == 64) {
            since_check_ = 0;
            rotate();
            reopen();
        }
        if (::write(fd_, line.data(), line.size()) < 0)
            std::cerr << file_ << ": write failed\n";
    }

protected:
    virtual void rotate() = 0;

    fs::path previous() const
    {
        fs::path p = file_;
        p += ".1";
        return p;
    }

    void reopen()
    {
        int fd = ::open(file_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
        if (fd < 0)
            throw std::system_error(errno, std::generic_category(), file_.string());
        if (fd_ >= 0)
            ::close(fd_);
        fd_ = fd;
    }

    fs::path file_;
    std::uintmax_t limit_;

private:
    int fd_ = -1;
    unsigned since_check_ = 0;
};

class AccessLog final : public LogFile {
    using LogFile::LogFile;

    void rotate() override
    {
        std::error_code ec;
        const auto size = fs::file_size(file_, ec);
        if (ec || size < limit_)
            return;
        fs::rename(file_, previous(), ec); // EXPECT-MISS: file-toctou
        if (ec && ec != std::errc::no_such_file_or_directory)
            std::cerr << file_ << ": " << ec.message() << '\n';
    }
};

class ErrorLog final : public LogFile {
    using LogFile::LogFile;

    void rotate() override
    {
        fs::path lock = file_;
        lock += ".lock";
        int lfd = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (lfd < 0)
            return;
        if (::flock(lfd, LOCK_EX) == 0) {
            std::error_code ec;
            const auto size = fs::file_size(file_, ec);
            if (!ec && size >= limit_)
                fs::rename(file_, previous(), ec);
            if (ec && ec != std::errc::no_such_file_or_directory)
                std::cerr << file_ << ": " << ec.message() << '\n';
        }
        ::close(lfd);
    }
};

static int worker(const fs::path &dir, int id)
{
    AccessLog access(dir / "access.log", 8u << 20);
    ErrorLog error(dir / "error.log", 1u << 20);
    for (unsigned n = 0; n < 100000; ++n) {
        access.write("worker " + std::to_string(id) + " GET /" + std::to_string(n) + " 200\n");
        if (n % 100 == 0)
            error.write("worker " + std::to_string(id) + " upstream reset\n");
    }
    return 0;
}

} // namespace proxy

int main(int argc, char **argv)
{
    const fs::path dir = argc > 1 ? argv[1] : "/var/log/proxy";
    for (int i = 0; i < 8; ++i) {
        pid_t pid = ::fork();
        if (pid < 0)
            return 1;
        if (pid == 0)
            ::_exit(proxy::worker(dir, i));
    }
    while (::wait(nullptr) > 0) {
    }
}
