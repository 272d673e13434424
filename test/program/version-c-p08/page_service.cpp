// STD: c++20
#include "page_service.h"

#include <algorithm>

namespace wiki {

bool PageService::AddTag(const std::string& id, const std::string& tag) {
    auto doc = store_.Load(id);
    if (!doc) return false;
    if (std::find(doc->tags.begin(), doc->tags.end(), tag) != doc->tags.end()) return true;
    doc->tags.push_back(tag);
    store_.Save(*doc); // EXPECT: unversioned-write
    return true;
}

bool PageService::Rename(const std::string& id, const std::string& title) {
    for (int attempt = 0; attempt < 10; ++attempt) {
        auto doc = store_.Load(id);
        if (!doc) return false;
        doc->title = title;
        switch (store_.SaveIf(*doc, doc->revision)) {
            case SaveStatus::kStored: return true;
            case SaveStatus::kMissing: return false;
            case SaveStatus::kRevisionConflict: break;
        }
    }
    return false;
}

bool PageService::AppendComment(const std::string& id, const std::string& text) {
    auto doc = store_.Load(id);
    if (!doc) return false;
    doc->body += "\n> " + text;
    store_.SaveIf(*doc, doc->revision); // EXPECT: ignored-conflict
    return true;
}

bool PageService::Import(const Document& doc) {
    return store_.Insert(doc);
}

bool PageService::Duplicate(const std::string& id, const std::string& copy_id) {
    auto doc = store_.Load(id);
    if (!doc) return false;
    Document copy = *doc;
    copy.id = copy_id;
    copy.revision = 0;
    return store_.Insert(copy);
}

}  // namespace wiki
