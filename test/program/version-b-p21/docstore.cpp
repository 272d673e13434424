// STD: c++20
#include "docstore.hpp"
#include <utility>

std::optional<Document> DocStore::Get(const std::string& id) const
{
    std::lock_guard<std::mutex> g(mu_);
    auto it = docs_.find(id);
    if (it == docs_.end())
        return std::nullopt;
    return it->second;
}

void DocStore::Put(const std::string& id, Document doc)
{
    std::lock_guard<std::mutex> g(mu_);
    auto& slot = docs_[id];
    doc.revision = slot.revision + 1;
    slot = std::move(doc);
}

PutResult DocStore::PutIf(const std::string& id, Document doc, uint64_t expected_revision)
{
    std::lock_guard<std::mutex> g(mu_);
    auto it = docs_.find(id);
    if (it == docs_.end())
        return PutResult::Missing;
    if (it->second.revision != expected_revision)
        return PutResult::Conflict;
    doc.revision = expected_revision + 1;
    it->second = std::move(doc);
    return PutResult::Ok;
}

PutResult DocStore::Rename(const std::string& from, const std::string& to, uint64_t expected_revision)
{
    std::lock_guard<std::mutex> g(mu_);
    auto it = docs_.find(from);
    if (it == docs_.end())
        return PutResult::Missing;
    Document d = std::move(it->second);
    docs_.erase(it);
    d.revision++;
    docs_[to] = std::move(d); // EXPECT: unchecked-version
    return PutResult::Ok;
}
