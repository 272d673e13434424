// STD: c++20
#include "config_store.h"

namespace fleet {

StoreStatus MemoryConfigStore::Fetch(const std::string& key, Document* out) {
    std::lock_guard<std::mutex> lk(mu_);
    auto it = docs_.find(key);
    if (it == docs_.end()) {
        *out = Document{};
        return StoreStatus::kNotFound;
    }
    *out = it->second;
    return StoreStatus::kOk;
}

StoreStatus MemoryConfigStore::Save(const std::string& key, const std::string& body,
                                    Revision expected) {
    std::lock_guard<std::mutex> lk(mu_);
    Document& doc = docs_[key];
    if (expected != kAnyRevision && doc.revision != expected)
        return StoreStatus::kConflict;
    doc.body = body;
    ++doc.revision;
    return StoreStatus::kOk;
}

StoreStatus Folder::Read(const std::string& name, Document* out) const {
    return store_.Fetch(prefix_ + "/" + name, out);
}

StoreStatus Folder::Write(const std::string& name, const std::string& body) const {
    return store_.Save(prefix_ + "/" + name, body);
}

StoreStatus Folder::WriteIf(const std::string& name, const std::string& body,
                            Revision expected) const {
    return store_.Save(prefix_ + "/" + name, body, expected);
}

}  // namespace fleet
