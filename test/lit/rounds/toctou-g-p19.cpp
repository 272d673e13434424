// RUN: %tocsin %s
// STD: c++20
// Map tile store used by the navigation front end.
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace fs = std::filesystem;

class TileStore {
public:
    explicit TileStore(fs::path base) : base_(std::move(base)) {}

    bool open()
    {
        std::error_code ec;
        if (!fs::exists(base_, ec))
            fs::create_directories(base_, ec);
        if (ec) {
            std::cerr << base_ << ": " << ec.message() << '\n';
            return false;
        }
        return true;
    }

    std::optional<std::vector<char>> fetch(int z, int x, int y) const
    {
        const fs::path p = tile(z, x, y);
        if (!fs::exists(p))
            return std::nullopt;
        std::ifstream in(p, std::ios::binary);
        if (!in.is_open())
            return std::nullopt;
        std::vector<char> data{std::istreambuf_iterator<char>(in), {}};
        if (in.bad())
            return std::nullopt;
        return data;
    }

    void evict(int z, int x, int y)
    {
        const fs::path p = tile(z, x, y);
        std::error_code ec;
        if (fs::exists(p, ec)) {
            fs::remove(p, ec);
            if (ec)
                std::clog << "evict " << p << ": " << ec.message() << '\n';
        }
    }

    bool dropIndex()
    {
        const std::string idx = (base_ / "index.bin").string();
        if (::access(idx.c_str(), F_OK) == 0) {
            if (::unlink(idx.c_str()) < 0 && errno != ENOENT) {
                std::cerr << idx << ": " << std::strerror(errno) << '\n';
                return false;
            }
        }
        return true;
    }

private:
    fs::path tile(int z, int x, int y) const
    {
        return base_ / std::to_string(z) / std::to_string(x) / (std::to_string(y) + ".mvt");
    }

    fs::path base_;
};

int main(int argc, char** argv)
{
    TileStore store(argc > 1 ? argv[1] : "tiles");
    if (!store.open())
        return 1;
    auto t = store.fetch(12, 2200, 1343);
    std::cout << (t ? t->size() : 0) << '\n';
    store.evict(12, 2200, 1344);
    return store.dropIndex() ? 0 : 1;
}
