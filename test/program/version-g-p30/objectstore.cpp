// STD: c++20
#include "objectstore.h"

namespace media {

std::optional<Manifest> LocalManifestStore::fetch(const std::string& id)
{
    std::lock_guard<std::mutex> g(mu_);
    auto it = data_.find(id);
    if (it == data_.end())
        return std::nullopt;
    return it->second;
}

PutStatus LocalManifestStore::put(const Manifest& m, std::int64_t ifGeneration)
{
    std::lock_guard<std::mutex> g(mu_);
    Manifest& cur = data_[m.id];
    if (ifGeneration != kAnyGeneration && cur.generation != ifGeneration)
        return PutStatus::GenerationMismatch;
    const std::int64_t next = cur.generation + 1;
    cur = m;
    cur.generation = next;
    return PutStatus::Ok;
}

} // namespace media
