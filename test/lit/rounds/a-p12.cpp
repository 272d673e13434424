// RUN: %tocsin %s
// STD: c++20
// State directory preparation of a caching proxy.
#include <cerrno>
#include <filesystem>
#include <iostream>
#include <string>
#include <system_error>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

namespace fs = std::filesystem;

class StateDir {
public:
    explicit StateDir(fs::path base) : base_(std::move(base)) {}

    void prepare()
    {
        ensure(base_ / "objects");
        ensure(base_ / "index");
        forget(base_ / "clean-shutdown");
        dropSocket((base_ / "control.sock").string());
        shards();
    }

private:
    static void ensure(const fs::path& dir)
    {
        if (fs::is_directory(dir))
            return;
        std::error_code ec;
        fs::create_directories(dir, ec);
        if (ec)
            throw fs::filesystem_error("state directory", dir, ec);
    }

    static void forget(const fs::path& stamp)
    {
        std::error_code ec;
        if (fs::exists(stamp, ec)) {
            fs::remove(stamp, ec);
            if (ec)
                std::clog << "warning: " << stamp << ": " << ec.message() << '\n';
        }
    }

    static void dropSocket(const std::string& name)
    {
        if (::access(name.c_str(), F_OK) != 0)
            return;
        if (::unlink(name.c_str()) != 0 && errno != ENOENT)
            throw std::system_error(errno, std::generic_category(), name);
    }

    void shards() const
    {
        static const char hex[] = "0123456789abcdef";
        for (int i = 0; i < 16; ++i) {
            const std::string shard = (base_ / "objects" / std::string(1, hex[i])).string();
            struct stat sb;
            if (::stat(shard.c_str(), &sb) == 0 && S_ISDIR(sb.st_mode))
                continue;
            if (::mkdir(shard.c_str(), 0750) != 0 && errno != EEXIST)
                throw std::system_error(errno, std::generic_category(), shard);
        }
    }

    fs::path base_;
};

int main(int argc, char** argv)
{
    try {
        StateDir(argc > 1 ? argv[1] : "/var/cache/webproxy").prepare();
    } catch (const std::exception& e) {
        std::cerr << "webproxy: " << e.what() << '\n';
        return 1;
    }
    return 0;
}
