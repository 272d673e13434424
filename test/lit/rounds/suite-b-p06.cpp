// RUN: %tocsin %s
// STD: c++20
// p06: how the name travels and how the answer of the check travels.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <tuple>
#include <utility>

namespace fs = std::filesystem;

struct Closer {
    void operator()(std::FILE* f) const { std::fclose(f); }
};
using File = std::unique_ptr<std::FILE, Closer>;

// answer as an exception
void hop_01(const fs::path& p)
{
    try {
        (void)fs::file_size(p);
    } catch (const fs::filesystem_error&) {
        std::ofstream(p) << "fresh\n"; // EXPECT-MISS: file-toctou
    }
}

// answer as an error code
bool hop_02(const fs::path& p)
{
    std::error_code ec;
    (void)fs::status(p, ec);
    if (ec != std::errc::no_such_file_or_directory)
        return false;
    File f(std::fopen(p.c_str(), "wx"));
    return f && std::fputs("fresh\n", f.get()) >= 0;
}

// answer from a function object
struct OwnedByCaller {
    bool operator()(const std::string& name) const
    {
        struct stat sb;
        return ::stat(name.c_str(), &sb) == 0 && sb.st_uid == ::getuid();
    }
};

int hop_03(const std::string& name)
{
    const OwnedByCaller mine;
    if (!mine(name))
        return -1;
    return ::open(name.c_str(), O_WRONLY | O_TRUNC); // EXPECT: file-toctou
}

// name as a view
int hop_04(std::string_view view)
{
    const std::string name(view);
    struct stat sb;
    if (::lstat(name.c_str(), &sb) != 0 || S_ISLNK(sb.st_mode))
        return -1;
    return ::chown(name.data(), 1000, 1000); // EXPECT: file-toctou
}

// name in a tuple
int hop_05(const std::tuple<std::string, int>& item)
{
    struct stat sb;
    if (::lstat(std::get<0>(item).c_str(), &sb) != 0 || S_ISLNK(sb.st_mode))
        return -1;
    return ::lchown(std::get<0>(item).c_str(), std::get<1>(item), -1);
}

// a file is made, then touched: the handle has been given up
bool make_01(const std::string& name)
{
    File f(std::fopen(name.c_str(), "w"));
    if (!f)
        return false;
    std::fputs("secret=1\n", f.get());
    f.reset();
    return ::chmod(name.c_str(), 0600) == 0; // EXPECT: create-then-name
}

// the handle is still there
bool make_02(const std::string& name)
{
    File f(std::fopen(name.c_str(), "w"));
    if (!f)
        return false;
    if (::fchmod(::fileno(f.get()), 0600) != 0)
        return false;
    return std::fputs("secret=1\n", f.get()) >= 0;
}

// structured binding
void make_03(const std::pair<fs::path, std::string>& item)
{
    const auto& [file, text] = item;
    {
        std::ofstream out(file);
        out << text;
    }
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write); // EXPECT: create-then-name
}

// below a directory of one's own
bool make_04(const std::string& text)
{
    char dir[] = "/tmp/keysXXXXXX";
    if (!::mkdtemp(dir))
        return false;
    const std::string file = std::string(dir) + "/key";
    {
        std::ofstream out(file);
        out << text;
    }
    return ::chmod(file.c_str(), 0400) == 0;
}
