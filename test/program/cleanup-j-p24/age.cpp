// STD: c++20
#include "retention.h"

namespace fs = std::filesystem;

namespace store {

bool segmentExpired(const fs::path& p, std::chrono::hours keep) {
    std::error_code ec;
    const auto t = fs::last_write_time(p, ec);
    return !ec && t + keep < fs::file_time_type::clock::now();
}

}  // namespace store
