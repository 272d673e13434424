// STD: c++20
#include "volume.hpp"

#include <cstdio>

namespace blobd {

void VolumeTable::insert(Volume v) {
    std::lock_guard<std::mutex> lk(mu_);
    volumes_[v.id] = std::move(v);
}

std::optional<std::string> VolumeTable::open(const std::string &id) {
    std::lock_guard<std::mutex> lk(mu_);
    auto it = volumes_.find(id);
    if (it == volumes_.end())
        return std::nullopt;
    ++it->second.readers;
    return it->second.path;
}

void VolumeTable::close(const std::string &id) {
    std::lock_guard<std::mutex> lk(mu_);
    auto it = volumes_.find(id);
    if (it != volumes_.end())
        --it->second.readers;
}

std::size_t VolumeTable::reportAges() const {
    std::lock_guard<std::mutex> lk(mu_);
    std::size_t old = 0;
    for (const auto &[id, v] : volumes_)
        if (MonoClock::now() - v.sealed > std::chrono::hours(48)) {
            std::printf("volume %s is older than two days\n", id.c_str());
            ++old;
        }
    return old;
}

} // namespace blobd
