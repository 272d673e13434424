// RUN: %tocsin %s
// STD: c++20
// Order-book snapshot loader for a replay engine.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace fs = std::filesystem;

struct ReplayConfig {
    std::string data_dir;
    std::string symbol;
    int day;
};

static void hint_sequential(int fd, const char* path)
{
    struct stat sb;
    if (::stat(path, &sb) == 0 && sb.st_size > (1 << 20))
        ::posix_fadvise(fd, 0, sb.st_size, POSIX_FADV_SEQUENTIAL);
}

static int open_day(const ReplayConfig& cfg)
{
    char path[512];
    struct stat sb;

    std::snprintf(path, sizeof path, "%s/CLOSED", cfg.data_dir.c_str());
    if (::stat(path, &sb) == 0 && S_ISREG(sb.st_mode)) {
        std::snprintf(path, sizeof path, "%s/final/%s.%d.book", cfg.data_dir.c_str(), cfg.symbol.c_str(), cfg.day);
        return ::open(path, O_RDONLY | O_CLOEXEC);
    }
    std::snprintf(path, sizeof path, "%s/live/%s.%d.book", cfg.data_dir.c_str(), cfg.symbol.c_str(), cfg.day);
    const int fd = ::open(path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0)
        hint_sequential(fd, path);
    return fd;
}

static bool write_report(const ReplayConfig& cfg, std::size_t bytes)
{
    std::string name = cfg.data_dir + "/reports";
    if (!fs::is_directory(name)) {
        std::cerr << "no report directory, printing instead\n";
        std::cout << cfg.symbol << ' ' << bytes << '\n';
        return true;
    }
    name = "replay." + std::to_string(::getpid()) + ".txt";
    std::ofstream out(name);
    out << cfg.symbol << ' ' << bytes << '\n';
    return static_cast<bool>(out);
}

static std::vector<char> slurp(int fd, std::size_t guess)
{
    std::vector<char> v;
    v.reserve(guess);
    char chunk[8192];
    for (;;) {
        const ssize_t n = ::read(fd, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        v.insert(v.end(), chunk, chunk + n);
    }
    return v;
}

static std::vector<char> load_calendar(const std::string& path)
{
    std::error_code ec;
    const auto size = fs::file_size(path, ec);
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return {};
    auto v = slurp(fd, ec ? 4096 : static_cast<std::size_t>(size));
    ::close(fd);
    return v;
}

int main(int argc, char** argv)
{
    if (argc < 3)
        return 64;
    const ReplayConfig cfg{argv[1], argv[2], 20240301};
    const int fd = open_day(cfg);
    if (fd < 0) {
        std::perror("open");
        return 1;
    }
    const auto book = slurp(fd, 1 << 16);
    ::close(fd);
    const auto cal = load_calendar(cfg.data_dir + "/calendar");
    return write_report(cfg, book.size() + cal.size()) ? 0 : 1;
}
