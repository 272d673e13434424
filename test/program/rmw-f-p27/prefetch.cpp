// STD: c++20
#include "blob_cache.h"

namespace pkg {

void BlobCache::startPrefetch(std::vector<std::string> digests) {
    prefetchers_.emplace_back(&BlobCache::prefetchLoop, this, std::move(digests));
}

void BlobCache::prefetchLoop(std::vector<std::string> digests) {
    size_t warm = 0;

    for (const auto &d : digests) {
        if (get(d)) {
            ++warm;
            continue;
        }
        BlobPtr b = downloadBlob(d);
        if (!b)
            continue;
        if (blobs_.find(d) == blobs_.end())
            blobs_.emplace(d, b); // EXPECT: check-then-act
        std::lock_guard<std::mutex> g(mu_);
        bytes_ += b->bytes.size();
        order_.push_back(d);
        evictLocked();
    }
    if (warm == digests.size())
        newest();
}

BlobPtr BlobCache::newest() {
    std::unique_lock<std::mutex> lk(mu_);
    const bool any = !order_.empty();
    lk.unlock();
    if (!any)
        return nullptr;
    lk.lock();
    auto it = blobs_.find(order_.back()); // EXPECT: check-then-act
    return it == blobs_.end() ? nullptr : it->second;
}

} // namespace pkg
