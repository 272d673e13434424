#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace objgw {

struct MultipartUpload {
    std::string id;
    std::filesystem::path partsDir;
    std::uint64_t initiatedMs = 0;   // stamped by the front end that took the call
    std::uint32_t activeWriters = 0;
};

class UploadIndex {
public:
    std::shared_ptr<MultipartUpload> initiate(const std::string& id,
                                              std::uint64_t stampMs);
    std::vector<std::shared_ptr<MultipartUpload>> snapshot() const;
    void forget(const std::string& id);

private:
    mutable std::mutex mu_;
    std::vector<std::shared_ptr<MultipartUpload>> uploads_;
};

std::uint64_t epochMs();
void discardParts(const MultipartUpload& up);
std::size_t abortAbandoned(UploadIndex& index, std::uint64_t ttlMs,
                           std::uint64_t graceMs);
bool writePart(MultipartUpload& up, unsigned n, const std::vector<char>& body);

}  // namespace objgw
