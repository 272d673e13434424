#include "stats.h"

namespace crawl {

RunStats& runStats() {
    static RunStats stats;
    return stats;
}

void countPage(std::uint64_t bytes) {
    RunStats& s = runStats();
    std::lock_guard<std::mutex> lock(s.mu);
    s.pages += 1;
    s.bytes += bytes;
}

void countError(const std::string& what) {
    RunStats& s = runStats();
    std::lock_guard<std::mutex> lock(s.mu);
    s.lastError = what;
    s.retries += 1;
}

std::string summary() {
    RunStats& s = runStats();
    std::lock_guard<std::mutex> lock(s.mu);
    std::string out = std::to_string(s.pages) + " pages, " + std::to_string(s.bytes) + " bytes, " +
                      std::to_string(s.retries) + " retries";
    if (!s.lastError.empty())
        out += " (last: " + s.lastError + ")";
    return out;
}

}  // namespace crawl
