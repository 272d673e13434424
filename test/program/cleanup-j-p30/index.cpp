// STD: c++20
#include "upload.hpp"

#include <algorithm>
#include <chrono>

namespace objgw {

std::uint64_t epochMs() {
    using namespace std::chrono;
    return static_cast<std::uint64_t>(
        duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count());
}

std::shared_ptr<MultipartUpload> UploadIndex::initiate(const std::string& id,
                                                       std::uint64_t stampMs) {
    auto up = std::make_shared<MultipartUpload>();
    up->id = id;
    up->partsDir = std::filesystem::path("/var/objgw/parts") / id;
    up->initiatedMs = stampMs;
    std::filesystem::create_directories(up->partsDir);
    std::lock_guard<std::mutex> g(mu_);
    uploads_.push_back(up);
    return up;
}

std::vector<std::shared_ptr<MultipartUpload>> UploadIndex::snapshot() const {
    std::lock_guard<std::mutex> g(mu_);
    return uploads_;
}

void UploadIndex::forget(const std::string& id) {
    std::lock_guard<std::mutex> g(mu_);
    uploads_.erase(std::remove_if(uploads_.begin(), uploads_.end(),
                                  [&](const auto& u) { return u->id == id; }),
                   uploads_.end());
}

}  // namespace objgw
