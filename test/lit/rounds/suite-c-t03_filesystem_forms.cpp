// RUN: %tocsin %s
// STD: c++20
// std::filesystem: the name is examined and then a stream writes to it.
#include <cstdio>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <unistd.h>

namespace fs = std::filesystem;

namespace report {

bool plain(const fs::path &target, const std::string &text)
{
    if (fs::exists(target))
        return false;
    std::ofstream out(target); // EXPECT: file-toctou
    out << text;
    return bool(out.flush());
}

bool error_code_form(const fs::path &target, const std::string &text)
{
    std::error_code ec;
    if (!fs::exists(target, ec) && !ec) {
        std::ofstream out;
        out.open(target, std::ios::trunc); // EXPECT: file-toctou
        out << text;
        return bool(out.flush());
    }
    return false;
}

bool status_value(const fs::path &target, const std::string &text)
{
    const fs::file_status s = fs::symlink_status(target);
    if (fs::is_symlink(s) || fs::is_directory(s))
        return false;
    std::ofstream out(target.c_str(), std::ios::app); // EXPECT: file-toctou
    out << text;
    return bool(out.flush());
}

bool joined_twice(const fs::path &dir, const std::string &name)
{
    if (fs::exists(dir / name))
        return false;
    std::ofstream out(dir / name); // EXPECT: file-toctou
    return out.is_open();
}

bool joined_different(const fs::path &dir, const std::string &name)
{
    if (!fs::exists(dir / "READY"))
        return false;
    std::ofstream out(dir / name);
    return out.is_open();
}

bool in_optional(const fs::path &target)
{
    std::optional<bool> taken;
    taken = fs::exists(target);
    if (*taken)
        return false;
    std::ofstream out(target); // EXPECT: file-toctou
    return out.is_open();
}

bool lambda_check(const fs::path &target)
{
    auto free_name = [&target] { return !fs::exists(target); };
    if (!free_name())
        return false;
    std::ofstream out(target); // EXPECT: file-toctou
    return out.is_open();
}

template <class Stream>
bool template_use(const fs::path &target)
{
    if (fs::exists(target))
        return false;
    Stream s(target); // EXPECT: file-toctou
    return s.is_open();
}
template bool template_use<std::ofstream>(const fs::path &);

bool reassigned(fs::path target)
{
    if (fs::exists(target)) {
        target = fs::temp_directory_path();
        return fs::is_directory(target);
    }
    target = "/dev/null";
    std::ofstream out(target);
    return out.is_open();
}

bool directory_made(const fs::path &dir)
{
    if (!fs::exists(dir))
        fs::create_directories(dir);
    return fs::is_directory(dir);
}

void removed_if_there(const fs::path &p)
{
    std::error_code ec;
    if (fs::exists(p, ec))
        fs::remove(p, ec);
}

bool exclusive(const fs::path &target, const std::string &text)
{
    if (fs::exists(target))
        return false;
    std::unique_ptr<std::FILE, int (*)(std::FILE *)> f(std::fopen(target.c_str(), "wx"), &std::fclose);
    return f && std::fwrite(text.data(), 1, text.size(), f.get()) == text.size();
}

bool confined(const fs::path &root, const fs::path &asked)
{
    const fs::path real = fs::canonical(root / asked);
    if (real.string().rfind(root.string() + "/", 0) != 0)
        return false;
    std::ofstream out(root / asked, std::ios::app); // EXPECT: file-toctou
    return out.is_open();
}

} // namespace report
