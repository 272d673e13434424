// STD: c++20
#include "artifact_index.h"

namespace farm {

void ArtifactIndex::add(Artifact a)
{
    std::lock_guard<std::mutex> g(mu_);
    byDigest_[a.digest] = std::move(a);
}

std::optional<std::filesystem::path> ArtifactIndex::beginDownload(const std::string& digest)
{
    std::lock_guard<std::mutex> g(mu_);
    auto it = byDigest_.find(digest);
    if (it == byDigest_.end())
        return std::nullopt;
    ++it->second.downloads;
    return it->second.path;
}

void ArtifactIndex::endDownload(const std::string& digest)
{
    std::lock_guard<std::mutex> g(mu_);
    auto it = byDigest_.find(digest);
    if (it != byDigest_.end())
        --it->second.downloads;
}

std::vector<Artifact> ArtifactIndex::olderThan(Clock::time_point cutoff) const
{
    std::vector<Artifact> out;
    std::lock_guard<std::mutex> g(mu_);
    for (const auto& [digest, a] : byDigest_)
        if (a.uploaded < cutoff)
            out.push_back(a);
    return out;
}

bool ArtifactIndex::forgetIfUnused(const std::string& digest)
{
    std::lock_guard<std::mutex> g(mu_);
    auto it = byDigest_.find(digest);
    if (it == byDigest_.end() || it->second.downloads != 0)
        return false;
    byDigest_.erase(it);
    return true;
}

std::optional<std::filesystem::path> ArtifactIndex::locate(const std::string& digest) const
{
    std::lock_guard<std::mutex> g(mu_);
    auto it = byDigest_.find(digest);
    if (it == byDigest_.end())
        return std::nullopt;
    return it->second.path;
}

} // namespace farm
