#pragma once
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace pkg {

struct Blob {
    std::string digest;
    std::vector<uint8_t> bytes;
};
using BlobPtr = std::shared_ptr<const Blob>;

BlobPtr downloadBlob(const std::string &digest);

class BlobCache {
public:
    explicit BlobCache(size_t limit) : limit_(limit) {}
    ~BlobCache();

    BlobPtr get(const std::string &digest);
    void put(BlobPtr blob);
    void startPrefetch(std::vector<std::string> digests);

private:
    void evictLocked();
    void prefetchLoop(std::vector<std::string> digests);
    BlobPtr newest();

    const size_t limit_;
    std::mutex mu_;
    std::unordered_map<std::string, BlobPtr> blobs_;
    std::list<std::string> order_;
    size_t bytes_ = 0;
    std::vector<std::thread> prefetchers_;
};

} // namespace pkg
