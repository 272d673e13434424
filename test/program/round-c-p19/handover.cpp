// handover: gives the files of a deleted account to its successor; run by root.
#include "node.hpp"
#include <cerrno>
#include <cstring>
#include <iostream>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

struct Move {
    uid_t from;
    uid_t to;
    gid_t group;
};

bool handOver(const std::string& file, const Move& mv)
{
    const auto info = probe(file);
    if (!info || !info->regular() || info->links != 1)
        return false;
    if (info->owner != mv.from) {
        std::clog << "skip " << file << ": other owner\n";
        return false;
    }
    if (::chown(file.c_str(), mv.to, mv.group) != 0) { // EXPECT: file-toctou
        std::cerr << file << ": " << std::strerror(errno) << '\n';
        return false;
    }
    constexpr mode_t tight = S_IRWXU | S_IRWXG;
    if ((info->mode & S_IRWXO) != 0)
        return ::chmod(file.c_str(), info->mode & tight) == 0; // EXPECT: file-toctou
    return true;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3)
        return 2;
    Move mv{};
    if (const passwd* pw = ::getpwnam(argv[1]))
        mv.from = pw->pw_uid;
    else
        return 3;
    if (const passwd* pw = ::getpwnam(argv[2])) {
        mv.to = pw->pw_uid;
        mv.group = pw->pw_gid;
    } else {
        return 3;
    }
    unsigned done = 0, left = 0;
    for (std::string line; std::getline(std::cin, line);)
        handOver(line, mv) ? ++done : ++left;
    std::cout << done << " moved, " << left << " left\n";
    return left ? 1 : 0;
}
