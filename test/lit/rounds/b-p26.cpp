// RUN: %tocsin %s
// STD: c++20
// showrc: setuid viewer which prints the caller's start-up file.
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

// Runs the enclosed block with the ids of the person who called us.
class AsCaller {
public:
    AsCaller() : savedUid_(::geteuid()), savedGid_(::getegid())
    {
        if (::setegid(::getgid()) != 0 || ::seteuid(::getuid()) != 0)
            throw std::runtime_error("cannot drop privileges");
    }
    ~AsCaller()
    {
        if (::seteuid(savedUid_) != 0 || ::setegid(savedGid_) != 0)
            std::abort();
    }
    AsCaller(const AsCaller&) = delete;
    AsCaller& operator=(const AsCaller&) = delete;

private:
    uid_t savedUid_;
    gid_t savedGid_;
};

static std::optional<std::string> slurp(int fd)
{
    std::string all;
    char buf[4096];
    for (;;) {
        ssize_t n = ::read(fd, buf, sizeof buf);
        if (n == 0)
            return all;
        if (n < 0) {
            if (errno == EINTR)
                continue;
            return std::nullopt;
        }
        all.append(buf, static_cast<std::size_t>(n));
    }
}

static std::optional<std::string> readForCaller(const char* file)
{
    AsCaller guard;

    if (::access(file, R_OK) != 0) {
        std::cerr << file << ": " << std::strerror(errno) << '\n';
        return std::nullopt;
    }
    int fd = ::open(file, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        std::cerr << file << ": " << std::strerror(errno) << '\n';
        return std::nullopt;
    }
    auto text = slurp(fd);
    ::close(fd);
    return text;
}

static void account(std::size_t bytes)
{
    const fs::path dir = "/var/lib/showrc";
    if (!fs::exists(dir))
        fs::create_directories(dir);

    const fs::path mute = dir / "mute";
    if (fs::exists(mute)) {
        std::clog << "accounting is muted\n";
    } else {
        std::ofstream log(dir / "log", std::ios::app);
        log << ::getuid() << ' ' << bytes << '\n';
    }
}

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::cerr << "usage: showrc FILE\n";
        return 2;
    }
    try {
        auto text = readForCaller(argv[1]);
        if (!text)
            return 1;
        std::cout << *text;
        account(text->size());
    } catch (const std::exception& e) {
        std::cerr << "showrc: " << e.what() << '\n';
        return 1;
    }
    return 0;
}
