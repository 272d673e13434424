// STD: c++20
#include "blob_cache.h"

namespace pkg {

BlobCache::~BlobCache() {
    for (auto &t : prefetchers_)
        t.join();
}

BlobPtr BlobCache::get(const std::string &digest) {
    std::lock_guard<std::mutex> g(mu_);
    auto it = blobs_.find(digest);
    return it == blobs_.end() ? nullptr : it->second;
}

void BlobCache::put(BlobPtr blob) {
    std::lock_guard<std::mutex> g(mu_);
    const std::string &d = blob->digest;
    if (blobs_.count(d))
        return;
    bytes_ += blob->bytes.size();
    order_.push_back(d);
    blobs_.emplace(d, std::move(blob));
    evictLocked();
}

void BlobCache::evictLocked() {
    while (bytes_ > limit_ && !order_.empty()) {
        auto it = blobs_.find(order_.front());
        if (it != blobs_.end()) {
            bytes_ -= it->second->bytes.size();
            blobs_.erase(it);
        }
        order_.pop_front();
    }
}

} // namespace pkg
