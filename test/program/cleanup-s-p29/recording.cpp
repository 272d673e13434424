// STD: c++20
#include "recording.h"

#include <algorithm>
#include <cerrno>
#include <unistd.h>

namespace cam {

void RecordingStore::add(std::string file, std::chrono::system_clock::time_point ended_at)
{
    auto r = std::make_unique<Recording>();
    r->file = std::move(file);
    r->ended_at = ended_at;
    std::lock_guard lk(mu_);
    items_.push_back(std::move(r));
}

Recording *RecordingStore::watch(const std::string &file)
{
    std::lock_guard lk(mu_);
    const auto it = std::find_if(items_.begin(), items_.end(), [&](const auto &r) { return r->file == file; });
    if (it == items_.end())
        return nullptr;
    ++(*it)->viewers;
    return it->get();
}

void RecordingStore::unwatch(Recording *r)
{
    std::lock_guard lk(mu_);
    --r->viewers;
}

bool RecordingStore::dropLocked(std::size_t i)
{
    const Recording &r = *items_[i];
    if (r.viewers > 0)
        return false;
    if (::unlink(r.file.c_str()) != 0 && errno != ENOENT)
        return false;
    items_.erase(items_.begin() + static_cast<std::ptrdiff_t>(i));
    return true;
}

} // namespace cam
