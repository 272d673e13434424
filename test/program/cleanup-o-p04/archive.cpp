// STD: c++20
#include "segment.h"

#include <charconv>
#include <system_error>

namespace wal {

void Archive::rescan() {
    std::error_code ec;
    std::lock_guard lk(mu_);
    for (const auto &ent : fs::directory_iterator(root_, ec)) {
        if (ent.path().extension() != ".wal") continue;
        const std::string stem = ent.path().stem().string();
        std::uint64_t id = 0;
        if (std::from_chars(stem.data(), stem.data() + stem.size(), id, 16).ec != std::errc{}) continue;
        SegmentMeta &m = segments_[id];
        m.id = id;
        m.path = ent.path();
        m.sealed = ent.last_write_time(ec);
        m.bytes = ent.file_size(ec);
    }
}

fs::path Archive::openReader(std::uint64_t id) {
    std::lock_guard lk(mu_);
    auto it = segments_.find(id);
    if (it == segments_.end()) return {};
    ++it->second.readers;
    return it->second.path;
}

void Archive::closeReader(std::uint64_t id) {
    std::lock_guard lk(mu_);
    if (auto it = segments_.find(id); it != segments_.end()) --it->second.readers;
}

std::size_t Archive::enforceRetention() {
    std::size_t n = 0;
    std::lock_guard lk(mu_);
    for (auto it = segments_.begin(); it != segments_.end();) {
        if (policy_.elapsed(it->second) &&
            dropSegment(it->second.path)) { // EXPECT: timestamp-cleanup
            it = segments_.erase(it);
            ++n;
        } else {
            ++it;
        }
    }
    return n;
}

std::size_t Archive::trimToBudget(std::uintmax_t budget) {
    std::size_t n = 0;
    std::lock_guard lk(mu_);
    std::uintmax_t total = 0;
    for (const auto &[id, m] : segments_) total += m.bytes;
    for (auto it = segments_.begin(); it != segments_.end() && total > budget;) {
        SegmentMeta &m = it->second;
        if (m.readers != 0 || !policy_.elapsed(m)) {
            ++it;
            continue;
        }
        total -= m.bytes;
        dropSegment(m.path);
        it = segments_.erase(it);
        ++n;
    }
    return n;
}

} // namespace wal
