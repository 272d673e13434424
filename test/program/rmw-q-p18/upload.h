#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "guarded.h"

namespace store {

struct Upload {
    std::uint64_t received = 0;
    std::uint32_t parts = 0;
    bool sealed = false;
};

struct UploadState {
    std::map<std::string, Upload> open;
    std::uint64_t bytesInFlight = 0;
    std::uint64_t generation = 0;
};

// These work on a state the caller has access to.
bool addPart(UploadState& st, const std::string& id, std::uint64_t bytes);
std::optional<Upload> takeSealed(UploadState& st, const std::string& id);
std::uint64_t dropUnsealed(UploadState& st);

class Uploads {
public:
    explicit Uploads(std::uint64_t cap) : cap_(cap) {}

    bool begin(const std::string& id);
    bool part(const std::string& id, std::uint64_t bytes);
    bool seal(const std::string& id);
    std::optional<Upload> finish(const std::string& id);
    std::uint64_t restart();
    bool rebase(std::uint64_t (*translate)(std::uint64_t));

private:
    const std::uint64_t cap_;
    util::Guarded<UploadState> state_;
};

} // namespace store
