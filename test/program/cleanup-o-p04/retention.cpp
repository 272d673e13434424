// STD: c++20
#include "segment.h"

#include <cstdio>
#include <unistd.h>

namespace wal {

bool RetentionPolicy::elapsed(const SegmentMeta &m) const {
    const auto horizon = fs::file_time_type::clock::now() - keep_;
    return m.sealed < horizon;
}

bool dropSegment(const fs::path &path) {
    if (::unlink(path.c_str()) != 0) {
        std::perror(path.c_str());
        return false;
    }
    return true;
}

} // namespace wal
