#pragma once
#include "document_store.h"

namespace wiki {

class PageService {
public:
    explicit PageService(DocumentStore& store) : store_(store) {}

    bool AddTag(const std::string& id, const std::string& tag);
    bool Rename(const std::string& id, const std::string& title);
    bool AppendComment(const std::string& id, const std::string& text);
    bool Import(const Document& doc);
    bool Duplicate(const std::string& id, const std::string& copy_id);

private:
    DocumentStore& store_;
};

}  // namespace wiki
