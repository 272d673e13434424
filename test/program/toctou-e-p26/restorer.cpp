// STD: c++20
// Restore agent of a backup system, runs as root over users' directories.
#include "restorer.hpp"

#include <system_error>

namespace fs = std::filesystem;

namespace restore {

Restorer::Restorer(fs::path root, Progress progress)
    : root_(std::move(root)), progress_(std::move(progress)) {}

bool Restorer::prepare(const std::string& subdir) {
    std::error_code ec;
    const fs::path dir = root_ / subdir;
    if (!fs::exists(dir))
        fs::create_directories(dir, ec);
    return !ec;
}

bool Restorer::reset_one(const Entry& e) {
    const fs::path file = root_ / e.name;
    std::error_code ec;

    if (!replaceable(file)) {
        progress_(e.name + ": " + to_text(inspect(file)) + ", not touched");
        return false;
    }
    progress_(e.name);
    fs::permissions(file, static_cast<fs::perms>(e.mode & 07777), ec); // EXPECT: file-toctou
    if (ec)
        return false;
    fs::resize_file(file, e.size, ec); // EXPECT: file-toctou
    return !ec;
}

void Restorer::reset_kept(const std::vector<Entry>& entries) {
    for (const auto& e : entries)
        if (!reset_one(e))
            ++skipped_;
}

} // namespace restore
