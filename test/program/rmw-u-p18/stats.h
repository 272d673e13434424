#pragma once

#include <cstdint>
#include <mutex>
#include <string>

namespace crawl {

struct RunStats {
    std::mutex mu;
    std::uint64_t pages = 0;
    std::uint64_t bytes = 0;
    std::uint64_t retries = 0;
    std::string lastError;
};

RunStats& runStats();

void countPage(std::uint64_t bytes);
void countError(const std::string& what);
std::string summary();

}  // namespace crawl
