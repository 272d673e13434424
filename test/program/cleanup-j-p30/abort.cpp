// STD: c++20
#include "upload.hpp"

#include <cstdio>

namespace objgw {

std::size_t abortAbandoned(UploadIndex& index, std::uint64_t ttlMs,
                           std::uint64_t graceMs) {
    const std::uint64_t now = epochMs();
    std::size_t n = 0;
    for (const auto& up : index.snapshot()) {
        if (now - up->initiatedMs <= ttlMs + graceMs) // EXPECT: unsigned-age
            continue;
        std::printf("aborting upload %s\n", up->id.c_str());
        discardParts(*up); // EXPECT: timestamp-cleanup
        index.forget(up->id);
        ++n;
    }
    return n;
}

}  // namespace objgw
