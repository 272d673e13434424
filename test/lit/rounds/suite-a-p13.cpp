// RUN: %tocsin %s
// STD: c++20
// Links and resolved names.
#include <fcntl.h>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

int link_01(const char* p)
{
    struct stat st;
    if (::lstat(p, &st) == -1 || S_ISLNK(st.st_mode))
        return -1;
    return ::open(p, O_RDWR | O_CREAT, 0600); // EXPECT: file-toctou
}

int link_02(const char* p)
{
    char real[PATH_MAX];
    if (!::realpath(p, real))
        return -1;
    if (std::strncmp(real, "/srv/share/", 11) != 0)
        return -1;
    return ::open(real, O_RDWR); // EXPECT: file-toctou
}

int link_03(const char* p)
{
    char real[PATH_MAX];
    if (::realpath(p, real) == nullptr || std::strncmp(real, "/srv/share/", 11) != 0)
        return -1;
    return ::open(p, O_WRONLY | O_TRUNC); // EXPECT: file-toctou
}

bool link_04(const fs::path& base, const std::string& rel)
{
    const fs::path full = fs::weakly_canonical(base / rel);
    if (full.native().rfind(base.native(), 0) != 0)
        return false;
    std::ofstream o(full); // EXPECT: file-toctou
    return bool(o);
}

bool link_05(const char* p, const char* want)
{
    char to[PATH_MAX];
    const ssize_t n = ::readlink(p, to, sizeof to - 1);
    if (n < 0)
        return false;
    to[n] = '\0';
    if (std::strcmp(to, want) != 0)
        return false;
    return ::unlink(p) == 0; // EXPECT: file-toctou
}

bool link_06(const fs::path& p)
{
    if (fs::is_symlink(p))
        return false;
    return ::chmod(p.c_str(), 0600) == 0; // EXPECT: file-toctou
}

int link_07(const char* p)
{
    struct stat st;
    if (::lstat(p, &st) == -1 || S_ISLNK(st.st_mode))
        return -1;
    return ::open(p, O_RDWR | O_NOFOLLOW);
}

int link_08(const char* p)
{
    struct stat a, b;
    if (::lstat(p, &a) == -1 || !S_ISREG(a.st_mode))
        return -1;
    const int fd = ::open(p, O_RDWR);
    if (fd < 0)
        return -1;
    if (::fstat(fd, &b) == -1 || a.st_dev != b.st_dev || a.st_ino != b.st_ino) {
        ::close(fd);
        return -1;
    }
    return fd;
}

bool link_09(const char* p, uid_t u)
{
    struct stat st;
    if (::lstat(p, &st) == -1 || !S_ISLNK(st.st_mode))
        return false;
    return ::lchown(p, u, static_cast<gid_t>(-1)) == 0;
}

std::string link_10(const fs::path& p)
{
    std::error_code ec;
    const fs::path to = fs::read_symlink(p, ec);
    return ec ? std::string() : to.string();
}
