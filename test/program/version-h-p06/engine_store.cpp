// STD: c++20
#include "engine_store.h"

namespace cms {

std::optional<Document> EngineStore::Fetch(const std::string& id)
{
    std::lock_guard<std::mutex> g(mu_);
    auto it = docs_.find(id);
    if (it == docs_.end())
        return std::nullopt;
    return it->second;
}

void EngineStore::Save(const Document& doc)
{
    std::lock_guard<std::mutex> g(mu_);
    Document& slot = docs_[doc.id];
    const auto next = slot.revision + 1;
    slot = doc;
    slot.revision = next;
}

void EngineStore::SaveIf(const Document& doc, std::uint64_t expected_revision)
{
    std::lock_guard<std::mutex> g(mu_);
    auto it = docs_.find(doc.id);
    const std::uint64_t have = it == docs_.end() ? 0 : it->second.revision;
    if (have != expected_revision)
        throw RevisionConflict(doc.id, have);
    Document& slot = docs_[doc.id];
    slot = doc;
    slot.revision = have + 1;
}

bool EngineStore::Insert(const Document& doc)
{
    std::lock_guard<std::mutex> g(mu_);
    auto [it, fresh] = docs_.emplace(doc.id, doc);
    if (fresh)
        it->second.revision = 1;
    return fresh;
}

} // namespace cms
