// STD: c++17
#include "backups.hpp"

#include <algorithm>
#include <iostream>
#include <system_error>

namespace backup {

namespace {

bool newerFirst(const Image& a, const Image& b) { return a.taken > b.taken; }

}  // namespace

std::vector<Image> listImages(const fs::path& root) {
    std::vector<Image> out;
    std::error_code ec;
    for (const auto& e : fs::directory_iterator(root, ec)) {
        std::error_code lec;
        if (!e.is_directory(lec)) continue;
        auto t = e.last_write_time(lec);
        if (!lec) out.push_back({e.path(), t});
    }
    std::sort(out.begin(), out.end(), newerFirst);
    return out;
}

int keepNewest(const fs::path& root, std::size_t keep) {
    auto images = listImages(root);
    int removed = 0;
    while (images.size() > keep) {
        std::error_code ec;
        fs::remove_all(images.back().dir, ec); // EXPECT: timestamp-cleanup
        if (ec)
            std::cerr << images.back().dir << ": " << ec.message() << '\n';
        else
            ++removed;
        images.pop_back();
    }
    return removed;
}

int keepNewestUnpinned(const fs::path& root, std::size_t keep, const PinSet& pins) {
    auto images = listImages(root);
    int removed = 0;
    for (std::size_t i = keep; i < images.size(); ++i) {
        std::lock_guard<std::mutex> g(pins.mutex());
        if (pins.contains(images[i].dir.filename().string())) continue;
        std::error_code ec;
        fs::remove_all(images[i].dir, ec);
        if (!ec) ++removed;
    }
    return removed;
}

}  // namespace backup
