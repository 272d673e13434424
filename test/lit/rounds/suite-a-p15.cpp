// RUN: %tocsin %s
// STD: c++20
// Control flow of C++ between question and action.
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

constexpr bool kOn = true;
constexpr bool kOff = false;

void path_01(const std::string& p)
{
    if (auto st = fs::symlink_status(p); fs::is_regular_file(st))
        fs::resize_file(p, 0); // EXPECT: file-toctou
}

void path_02(const std::string& p)
{
    try {
        if (fs::exists(p))
            throw std::runtime_error(p);
        std::ofstream o(p); // EXPECT: file-toctou
        o << 1;
    } catch (const std::runtime_error&) {
    }
}

void path_03(const std::string& p)
{
    switch (fs::symlink_status(p).type()) {
    case fs::file_type::not_found: {
        std::ofstream o(p); // EXPECT: file-toctou
        o << 1;
        break;
    }
    case fs::file_type::regular:
    default:
        break;
    }
}

void path_04(const std::string& p)
{
    if constexpr (kOn) {
        if (::access(p.c_str(), W_OK) != 0)
            return;
    }
    std::ofstream o(p); // EXPECT: file-toctou
    o << 1;
}

void path_05(const std::string& p)
{
    do {
        if (fs::exists(p))
            break;
        std::ofstream o(p); // EXPECT: file-toctou
        o << 1;
    } while (false);
}

bool path_06(const std::string& p)
{
    const bool absent = !fs::exists(p);
    const bool go = absent && kOn;
    if (go) {
        std::ofstream o(p); // EXPECT: file-toctou
        return bool(o);
    }
    return false;
}

bool path_07(const std::string& p)
{
    return ::access(p.c_str(), W_OK) == 0 && ::truncate(p.c_str(), 0) == 0; // EXPECT: file-toctou
}

void path_08(const std::string& p)
{
    if constexpr (kOff) {
        if (::access(p.c_str(), W_OK) != 0)
            return;
    }
    std::ofstream o(p);
    o << 1;
}

void path_09(const std::string& p, const std::string& q)
{
    if (fs::exists(p)) {
        return;
    } else {
        std::ofstream o(q);
        o << 1;
    }
}

int path_10(const std::string& p)
{
    for (int i = 0; i < 1; ++i) {
        const int fd = ::open(p.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0600);
        if (fd >= 0)
            return fd;
        if (fs::exists(p))
            return -2;
    }
    return -1;
}
