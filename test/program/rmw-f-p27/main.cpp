// STD: c++20
#include "blob_cache.h"
#include <cstdio>

namespace pkg {

BlobPtr downloadBlob(const std::string &digest) {
    auto b = std::make_shared<Blob>();
    b->digest = digest;
    b->bytes.resize(digest.size() * 4096);
    return b;
}

} // namespace pkg

int main() {
    pkg::BlobCache cache(64u << 20);
    std::vector<std::string> names;
    for (int i = 0; i < 500; ++i)
        names.push_back("sha256:" + std::to_string(i * 7919));
    cache.startPrefetch(names);
    cache.startPrefetch({names.rbegin(), names.rend()});
    for (const auto &n : names)
        if (!cache.get(n))
            cache.put(pkg::downloadBlob(n));
    std::puts("warm");
}
