#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace placement {

// Metadata service client. Keys are shared by all controllers of the cluster.
class MetaStore {
public:
    virtual ~MetaStore() = default;
    virtual std::optional<std::string> Get(const std::string& key) = 0;
    virtual bool Put(const std::string& key, const std::string& value) = 0;
    // Rejected by the service if a newer epoch has written under the prefix.
    virtual bool PutFenced(const std::string& key, const std::string& value, std::uint64_t epoch) = 0;
    virtual bool Remove(const std::string& key) = 0;
    virtual bool RemoveFenced(const std::string& key, std::uint64_t epoch) = 0;
};

class LeaderLease {
public:
    virtual ~LeaderLease() = default;
    virtual bool Held() const = 0;
    virtual std::uint64_t Epoch() const = 0;
};

}  // namespace placement
