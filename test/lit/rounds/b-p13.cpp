// RUN: %tocsin %s
// STD: c++20
// relswitch: moves the "current" link of a deployment to another release.
#include <array>
#include <cerrno>
#include <climits>
#include <cstring>
#include <iostream>
#include <optional>
#include <string>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace {

struct Deployment {
    std::string base;
    std::string current() const { return base + "/current"; }
    std::string release(const std::string& tag) const { return "releases/" + tag; }
};

[[noreturn]] void fail(const std::string& what)
{
    throw std::system_error(errno, std::generic_category(), what);
}

std::optional<std::string> linkTarget(const std::string& link)
{
    std::array<char, PATH_MAX> buf;
    ssize_t n = ::readlink(link.c_str(), buf.data(), buf.size());
    if (n < 0) {
        if (errno == ENOENT)
            return std::nullopt;
        fail("readlink " + link);
    }
    return std::string(buf.data(), static_cast<std::size_t>(n));
}

enum class Outcome { Unchanged, Switched };

Outcome activate(const Deployment& d, const std::string& tag, const std::string& expected)
{
    const std::string link = d.current();
    const std::string wanted = d.release(tag);

    auto now = linkTarget(link);
    if (now && *now == wanted)
        return Outcome::Unchanged;

    if (now) {
        if (!expected.empty() && *now != d.release(expected))
            throw std::runtime_error("current points to " + *now + ", not switching");
        if (::unlink(link.c_str()) != 0) // EXPECT: file-toctou
            fail("unlink " + link);
    }
    if (::symlink(wanted.c_str(), link.c_str()) != 0)
        fail("symlink " + link);
    return Outcome::Switched;
}

} // namespace

int main(int argc, char** argv)
{
    std::vector<std::string> args(argv + 1, argv + argc);
    if (args.size() < 2) {
        std::cerr << "usage: relswitch BASE TAG [EXPECTED]\n";
        return 2;
    }
    try {
        Deployment d{args[0]};
        auto r = activate(d, args[1], args.size() > 2 ? args[2] : std::string{});
        std::cout << (r == Outcome::Switched ? "switched" : "unchanged") << '\n';
    } catch (const std::exception& e) {
        std::cerr << "relswitch: " << e.what() << '\n';
        return 1;
    }
    return 0;
}
