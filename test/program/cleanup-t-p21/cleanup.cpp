// STD: c++20
#include <iostream>
#include "parts.h"

namespace mergetree {

std::vector<PartPtr> PartSet::grabOldParts() {
    std::vector<PartPtr> grabbed;
    std::scoped_lock lk(lock_);
    const auto now = Clock::now();
    for (auto it = parts_.begin(); it != parts_.end();) {
        const PartPtr& part = it->second;
        // Copies are only made under lock_, from the map: a count of one cannot grow here.
        if (part->outdated && now - part->outdated_at > lifetime_ && part.use_count() == 1) {
            grabbed.push_back(std::move(it->second));
            it = parts_.erase(it);
        } else {
            ++it;
        }
    }
    return grabbed;
}

std::size_t PartSet::clearOldParts() {
    std::size_t n = 0;
    for (const auto& part : grabOldParts()) {
        std::error_code ec;
        fs::remove_all(part->dir, ec);
        if (ec)
            std::cerr << part->dir << ": " << ec.message() << '\n';
        else
            ++n;
    }
    return n;
}

std::size_t PartSet::clearOldTemporaries(std::chrono::seconds min_age) {
    std::size_t n = 0;
    std::error_code ec;
    const auto cutoff = fs::file_time_type::clock::now() - min_age;
    for (const auto& entry : fs::directory_iterator(root_, ec)) {
        const std::string base = entry.path().filename().string();
        if (!base.starts_with("tmp_")) continue;

        std::scoped_lock lk(lock_);
        if (temporary_.contains(base.substr(4))) continue;
        std::error_code tec;
        const auto written = fs::last_write_time(entry.path(), tec);
        if (tec || written >= cutoff) continue;
        fs::remove_all(entry.path(), tec);
        if (!tec) ++n;
    }
    return n;
}

}  // namespace mergetree
