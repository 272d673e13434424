// RUN: %tocsin %s
// STD: c++20
// Download side of the desktop sync client: places finished transfers.
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <string>
#include <system_error>
#include <vector>

namespace fs = std::filesystem;

struct RemoteItem {
    std::string rel;
    std::uint64_t revision = 0;
    bool directory = false;
};

class Placer {
public:
    Placer(fs::path root, std::string device) : root_(std::move(root)), device_(std::move(device)) {}

    bool place(const fs::path &staged, const RemoteItem &item);
    std::size_t placeAll(const std::vector<std::pair<fs::path, RemoteItem>> &batch);

private:
    fs::path conflictName(const fs::path &p) const;

    fs::path root_;
    std::string device_;
};

fs::path Placer::conflictName(const fs::path &p) const
{
    fs::path out = p.parent_path();
    out /= p.stem().string() + " (conflict " + device_ + ")" + p.extension().string();
    return out;
}

bool Placer::place(const fs::path &staged, const RemoteItem &item)
{
    std::error_code ec;
    fs::path dest = root_ / item.rel;

    if (item.directory) {
        fs::create_directories(dest, ec);
        return !ec;
    }

    fs::create_directories(dest.parent_path(), ec);
    if (ec) {
        std::cerr << "sync: " << dest.parent_path() << ": " << ec.message() << '\n';
        return false;
    }

    // The user's own file is never replaced by a first download.
    if (fs::exists(dest, ec))
        dest = conflictName(dest);

    fs::rename(staged, dest, ec); // EXPECT: file-toctou
    if (ec) {
        std::cerr << "sync: place " << dest << ": " << ec.message() << '\n';
        return false;
    }
    return true;
}

std::size_t Placer::placeAll(const std::vector<std::pair<fs::path, RemoteItem>> &batch)
{
    std::size_t done = 0;
    for (const auto &[staged, item] : batch)
        if (place(staged, item))
            ++done;
    return done;
}

int main(int argc, char **argv)
{
    if (argc < 4)
        return 2;
    Placer placer(argv[1], "laptop");
    std::vector<std::pair<fs::path, RemoteItem>> batch;
    for (int i = 2; i + 1 < argc; i += 2) {
        RemoteItem it;
        it.rel = argv[i + 1];
        batch.emplace_back(argv[i], it);
    }
    return placer.placeAll(batch) == batch.size() ? 0 : 1;
}
