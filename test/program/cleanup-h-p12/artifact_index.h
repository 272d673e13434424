#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace farm {

using Clock = std::chrono::steady_clock;

struct Artifact {
    std::string digest;
    std::filesystem::path path;
    Clock::time_point uploaded;
    int downloads = 0;
};

class ArtifactIndex {
public:
    void add(Artifact a);
    std::optional<std::filesystem::path> beginDownload(const std::string& digest);
    void endDownload(const std::string& digest);
    std::vector<Artifact> olderThan(Clock::time_point cutoff) const;
    bool forgetIfUnused(const std::string& digest);
    std::optional<std::filesystem::path> locate(const std::string& digest) const;

private:
    mutable std::mutex mu_;
    std::unordered_map<std::string, Artifact> byDigest_;
};

} // namespace farm
