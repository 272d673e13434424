#pragma once
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace flags {

struct FlagRecord {
    std::string name;
    std::string rule;
    int percent = 0;
    uint64_t generation = 0;
};

enum class StoreResult { Stored, GenerationMismatch, NotFound };

// Flag definitions; edited by the admin API and by the ramp-up scheduler.
class VersionedTable {
public:
    std::optional<FlagRecord> Load(const std::string &name) const;
    // Overwrites whatever is there (restore from backup, bootstrap file).
    void Store(FlagRecord rec);
    StoreResult StoreIf(FlagRecord rec, uint64_t expected_generation);
    bool Insert(FlagRecord rec);

    // Load, edit, StoreIf until nobody interfered. `edit` returns false to give up.
    bool Mutate(const std::string &name, const std::function<bool(FlagRecord &)> &edit);

private:
    mutable std::mutex mu_;
    std::unordered_map<std::string, FlagRecord> recs_;
};

} // namespace flags
