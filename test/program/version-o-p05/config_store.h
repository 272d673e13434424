#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace fleet {

using Revision = std::int64_t;
inline constexpr Revision kAnyRevision = -1;
inline constexpr Revision kAbsent = 0;

struct Document {
    std::string body;
    Revision revision = kAbsent;
};

enum class StoreStatus { kOk, kNotFound, kConflict, kUnavailable };

// Shared by every controller of the fleet; the server does the comparison.
class ConfigStore {
public:
    virtual ~ConfigStore() = default;
    virtual StoreStatus Fetch(const std::string& key, Document* out) = 0;
    virtual StoreStatus Save(const std::string& key, const std::string& body,
                             Revision expected = kAnyRevision) = 0;
};

class MemoryConfigStore final : public ConfigStore {
public:
    StoreStatus Fetch(const std::string& key, Document* out) override;
    StoreStatus Save(const std::string& key, const std::string& body, Revision expected) override;

private:
    std::mutex mu_;
    std::map<std::string, Document> docs_;
};

// A key prefix inside the store.
class Folder {
public:
    Folder(ConfigStore& store, std::string prefix) : store_(store), prefix_(std::move(prefix)) {}

    StoreStatus Read(const std::string& name, Document* out) const;
    StoreStatus Write(const std::string& name, const std::string& body) const;
    StoreStatus WriteIf(const std::string& name, const std::string& body, Revision expected) const;

private:
    ConfigStore& store_;
    std::string prefix_;
};

}  // namespace fleet
