// RUN: %tocsin %s
// STD: c++20
// Uninstaller of a desktop program: cleans the cache and prepares an empty one.
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

namespace fs = std::filesystem;

class CacheReset {
public:
    explicit CacheReset(fs::path root) : root_(std::move(root)) {}

    void dropIndex(const std::string& name)
    {
        const fs::path idx = root_ / name;
        std::error_code ec;
        if (fs::exists(idx, ec)) {
            fs::remove(idx, ec);
            if (ec)
                complaints_.push_back(idx.string() + ": " + ec.message());
        }
    }

    bool prepare(const std::string& sub)
    {
        const fs::path dir = root_ / sub;
        std::error_code ec;
        if (!fs::exists(dir, ec))
            fs::create_directories(dir, ec);
        if (ec)
            complaints_.push_back(dir.string() + ": " + ec.message());
        return !ec;
    }

    std::uintmax_t measure() const
    {
        std::uintmax_t sum = 0;
        std::error_code ec;
        for (fs::recursive_directory_iterator it(root_, ec), end; !ec && it != end; it.increment(ec)) {
            std::error_code one;
            if (it->is_regular_file(one))
                if (auto n = it->file_size(one); !one)
                    sum += n;
        }
        return sum;
    }

    const std::vector<std::string>& complaints() const { return complaints_; }

private:
    fs::path root_;
    std::vector<std::string> complaints_;
};

int main(int argc, char** argv)
{
    if (argc < 2)
        return EXIT_FAILURE;
    CacheReset cr(argv[1]);
    std::cout << "cache holds " << cr.measure() << " bytes\n";
    for (const char* f : {"index.db", "index.db-wal", "names.idx"})
        cr.dropIndex(f);
    bool ok = cr.prepare("covers") && cr.prepare("lyrics");
    for (const auto& c : cr.complaints())
        std::cerr << c << '\n';
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
