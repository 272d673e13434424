// STD: c++20
#include "document_store.h"

namespace wiki {

std::optional<Document> DocumentStore::Load(const std::string& id) const {
    std::lock_guard<std::mutex> hold(mu_);
    auto it = docs_.find(id);
    if (it == docs_.end()) return std::nullopt;
    return it->second;
}

void DocumentStore::Save(const Document& doc) {
    std::lock_guard<std::mutex> hold(mu_);
    Document& slot = docs_[doc.id];
    const uint64_t next = slot.revision + 1;
    slot = doc;
    slot.revision = next;
}

SaveStatus DocumentStore::SaveIf(const Document& doc, uint64_t expected_revision) {
    std::lock_guard<std::mutex> hold(mu_);
    auto it = docs_.find(doc.id);
    if (it == docs_.end()) return SaveStatus::kMissing;
    if (it->second.revision != expected_revision) return SaveStatus::kRevisionConflict;
    it->second = doc;
    it->second.revision = expected_revision + 1;
    return SaveStatus::kStored;
}

bool DocumentStore::Insert(const Document& doc) {
    std::lock_guard<std::mutex> hold(mu_);
    return docs_.emplace(doc.id, doc).second;
}

}  // namespace wiki
