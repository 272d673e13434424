// STD: c++20
#include "versioned_table.h"

namespace flags {

std::optional<FlagRecord> VersionedTable::Load(const std::string &name) const
{
    std::lock_guard<std::mutex> g(mu_);
    auto it = recs_.find(name);
    return it == recs_.end() ? std::nullopt : std::optional<FlagRecord>(it->second);
}

void VersionedTable::Store(FlagRecord rec)
{
    std::lock_guard<std::mutex> g(mu_);
    FlagRecord &cur = recs_[rec.name];
    rec.generation = cur.generation + 1;
    cur = std::move(rec);
}

StoreResult VersionedTable::StoreIf(FlagRecord rec, uint64_t expected_generation)
{
    std::lock_guard<std::mutex> g(mu_);
    auto it = recs_.find(rec.name);
    if (it == recs_.end())
        return StoreResult::NotFound;
    if (it->second.generation != expected_generation)
        return StoreResult::GenerationMismatch;
    rec.generation = expected_generation + 1;
    it->second = std::move(rec);
    return StoreResult::Stored;
}

bool VersionedTable::Insert(FlagRecord rec)
{
    std::lock_guard<std::mutex> g(mu_);
    rec.generation = 1;
    std::string key = rec.name;
    return recs_.emplace(std::move(key), std::move(rec)).second;
}

bool VersionedTable::Mutate(const std::string &name, const std::function<bool(FlagRecord &)> &edit)
{
    StoreResult res = StoreResult::GenerationMismatch;
    while (res == StoreResult::GenerationMismatch) {
        auto rec = Load(name);
        if (!rec || !edit(*rec))
            return false;
        const uint64_t seen = rec->generation;
        res = StoreIf(std::move(*rec), seen);
    }
    return res == StoreResult::Stored;
}

} // namespace flags
