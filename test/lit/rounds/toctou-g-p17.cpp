// RUN: %tocsin %s
// STD: c++20
// Build-farm artefact cache: directory layout <root>/<shard>/<key>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <sys/types.h>
#include <system_error>
#include <unistd.h>
#include <vector>

class ArtifactCache {
public:
    explicit ArtifactCache(std::string root) : root_(std::move(root)) {}

    std::string shardFor(std::string_view key) const
    {
        return root_ + "/" + std::string(key.substr(0, 2));
    }

    void prepare(std::string_view key)
    {
        const std::string shard = shardFor(key);
        if (!isDir(shard))
            makeDir(shard);
    }

    void prepareAll(const std::vector<std::string>& keys)
    {
        for (const auto& k : keys)
            prepare(k);
    }

    void prepareLocks()
    {
        const std::string locks = root_ + "/.locks";
        struct stat sb {};
        if (::stat(locks.c_str(), &sb) != 0) {
            if (::mkdir(locks.c_str(), 0775) != 0) // EXPECT: file-toctou
                throw std::system_error(errno, std::generic_category(), "mkdir " + locks);
        } else if (!S_ISDIR(sb.st_mode)) {
            throw std::system_error(ENOTDIR, std::generic_category(), locks);
        }
    }

    void drop(const std::string& key)
    {
        const std::string path = shardFor(key) + "/" + key;
        if (::access(path.c_str(), F_OK) != 0)
            return;
        if (::unlink(path.c_str()) != 0 && errno != ENOENT)
            throw std::system_error(errno, std::generic_category(), path);
    }

private:
    static bool isDir(const std::string& p)
    {
        struct stat sb {};
        return ::stat(p.c_str(), &sb) == 0 && S_ISDIR(sb.st_mode);
    }

    static void makeDir(const std::string& p)
    {
        if (::mkdir(p.c_str(), 0775) == 0)
            return;
        if (errno != EEXIST || !isDir(p))
            throw std::system_error(errno, std::generic_category(), p);
    }

    std::string root_;
};

int main(int argc, char** argv)
{
    if (argc < 3)
        return 64;
    try {
        ArtifactCache cache(argv[1]);
        cache.prepareLocks();
        cache.prepareAll(std::vector<std::string>(argv + 2, argv + argc));
        cache.drop("ffdeadbeef");
    } catch (const std::system_error& e) {
        std::cerr << "cache: " << e.what() << '\n';
        return 1;
    }
}
