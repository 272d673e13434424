#include "doc_store.h"

namespace docs {

std::optional<Document> DocStore::Fetch(const std::string& id) const {
    std::lock_guard<std::mutex> g(mu_);
    auto it = docs_.find(id);
    if (it == docs_.end())
        return std::nullopt;
    return it->second;
}

SaveResult DocStore::Replace(const Document& doc) {
    std::lock_guard<std::mutex> g(mu_);
    auto it = docs_.find(doc.id);
    if (it == docs_.end())
        return SaveResult::Missing;
    if (doc.rev != 0 && it->second.rev != doc.rev)
        return SaveResult::Conflict;
    const std::uint64_t next = it->second.rev + 1;
    it->second = doc;
    it->second.rev = next;
    return SaveResult::Saved;
}

bool DocStore::Insert(const Document& doc) {
    std::lock_guard<std::mutex> g(mu_);
    Document first = doc;
    first.rev = 1;
    return docs_.emplace(doc.id, std::move(first)).second;
}

}  // namespace docs
