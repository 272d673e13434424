#pragma once

#include <chrono>
#include <filesystem>

namespace store {

bool segmentExpired(const std::filesystem::path& p, std::chrono::hours keep);
std::size_t removeExpiredSegments(const std::filesystem::path& dir,
                                  std::chrono::hours keep);

}  // namespace store
