// RUN: %tocsin %s
// STD: c++20
// Package cache shared by several fetch workers.
#include <cerrno>
#include <iostream>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <thread>
#include <vector>

class PackageCache {
public:
    explicit PackageCache(std::string top) : top_(std::move(top)) {}

    std::string shardOf(std::string_view digest) const
    {
        return top_ + "/" + std::string(digest.substr(0, 2));
    }

    void prepare(std::string_view digest) const
    {
        if (digest.size() < 2)
            throw std::invalid_argument("short digest");
        const std::string dir = shardOf(digest);
        struct stat sb;
        const bool missing = ::stat(dir.c_str(), &sb) != 0;
        if (missing) {
            if (::mkdir(dir.c_str(), 0755) != 0) // EXPECT: file-toctou
                throw std::system_error(errno, std::generic_category(), "mkdir " + dir);
            std::clog << "new shard " << dir << '\n';
        } else if (!S_ISDIR(sb.st_mode)) {
            throw std::system_error(ENOTDIR, std::generic_category(), dir);
        }
    }

private:
    std::string top_;
};

int main(int argc, char** argv)
{
    if (argc < 3) {
        std::cerr << "usage: pkgcache DIR DIGEST...\n";
        return 2;
    }
    const PackageCache cache(argv[1]);
    std::vector<std::thread> crew;
    for (int i = 2; i < argc; ++i) {
        crew.emplace_back([&cache, d = std::string(argv[i])] {
            try {
                cache.prepare(d);
            } catch (const std::exception& e) {
                std::cerr << e.what() << '\n';
                std::exit(1);
            }
        });
    }
    for (auto& t : crew)
        t.join();
    return 0;
}
