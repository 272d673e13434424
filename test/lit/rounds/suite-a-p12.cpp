// RUN: %tocsin %s
// STD: c++20
// References, containers, templates, callables.
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace fs = std::filesystem;

bool hop_01(const std::string& p)
{
    const std::string& r = p;
    if (::access(p.c_str(), W_OK) != 0)
        return false;
    std::ofstream o(r); // EXPECT: file-toctou
    return bool(o);
}

bool hop_02(const std::string& p)
{
    std::string copy = p;
    if (!fs::is_regular_file(p))
        return false;
    return ::truncate(copy.c_str(), 0) == 0; // EXPECT: file-toctou
}

int hop_03(const std::vector<std::string>& names)
{
    int n = 0;
    for (const auto& s : names) {
        if (fs::exists(s))
            continue;
        std::ofstream o(s); // EXPECT: file-toctou
        n += bool(o);
    }
    return n;
}

bool hop_04(std::map<int, std::string>& m, int k)
{
    const auto it = m.find(k);
    if (it == m.end())
        return false;
    struct stat st;
    if (::lstat(it->second.c_str(), &st) != 0 || st.st_uid != ::getuid())
        return false;
    return ::chmod(it->second.c_str(), 0600) == 0; // EXPECT: file-toctou
}

template <class Path>
bool hop_05(const Path& p)
{
    if (fs::exists(p))
        return false;
    std::ofstream o(p); // EXPECT: file-toctou
    return bool(o);
}
template bool hop_05<std::string>(const std::string&);

bool hop_06(const std::string& p)
{
    auto usable = [&p] { return ::access(p.c_str(), W_OK) == 0; };
    if (!usable())
        return false;
    return ::truncate(p.c_str(), 0) == 0; // EXPECT: file-toctou
}

bool hop_07(const std::string& p)
{
    auto clear = [](const std::string& q) { return ::truncate(q.c_str(), 0) == 0; }; // EXPECT-NOISE: file-toctou
    struct stat st;
    if (::lstat(p.c_str(), &st) != 0 || S_ISLNK(st.st_mode))
        return false;
    return clear(p); // EXPECT-MISS: file-toctou
}

static std::optional<struct stat> look(const std::string& p)
{
    struct stat st;
    if (::lstat(p.c_str(), &st) != 0)
        return std::nullopt;
    return st;
}

bool hop_08(const std::string& p)
{
    const auto st = look(p);
    if (!st || st->st_uid != ::getuid())
        return false;
    return ::chown(p.c_str(), 0, 0) == 0; // EXPECT: file-toctou
}

bool hop_09(const fs::path& dir, const std::string& leaf)
{
    if (fs::exists(dir / leaf))
        return false;
    std::ofstream o(dir / leaf); // EXPECT: file-toctou
    return bool(o);
}

bool hop_10(const fs::path& dir, const std::string& leaf)
{
    if (!fs::exists(dir / "enabled"))
        return false;
    std::ofstream o(dir / leaf);
    return bool(o);
}

bool hop_11(const std::string& p)
{
    auto create = [](const std::string& q) { return ::open(q.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0600); };
    if (fs::exists(p))
        return false;
    const int fd = create(p);
    if (fd < 0)
        return false;
    return ::close(fd) == 0;
}

bool hop_12(std::vector<std::string> v)
{
    if (v.size() < 2 || !fs::is_directory(v[0]))
        return false;
    std::ofstream o(v[1]);
    return bool(o);
}
