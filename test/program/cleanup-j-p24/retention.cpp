// STD: c++20
#include "retention.h"

#include "claims.h"

#include <cstdio>

namespace fs = std::filesystem;

namespace store {

std::size_t removeExpiredSegments(const fs::path& dir, std::chrono::hours keep) {
    std::error_code ec;
    std::size_t n = 0;
    for (const auto& e : fs::directory_iterator(dir, ec)) {
        const auto& path = e.path();
        if (path.extension() != ".seg" || !segmentExpired(path, keep))
            continue;

        std::lock_guard<std::mutex> g(claims().mutex());
        if (claims().containsLocked(path.filename().string()))
            continue;
        std::error_code rec;
        if (fs::remove(path, rec))
            ++n;
        else if (rec)
            std::fprintf(stderr, "%s: %s\n", path.c_str(), rec.message().c_str());
    }
    return n;
}

}  // namespace store
