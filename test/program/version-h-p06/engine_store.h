#pragma once
#include "document_store.h"

#include <mutex>
#include <unordered_map>

namespace cms {

class EngineStore final : public DocumentStore {
public:
    std::optional<Document> Fetch(const std::string& id) override;
    void Save(const Document& doc) override;
    void SaveIf(const Document& doc, std::uint64_t expected_revision) override;
    bool Insert(const Document& doc) override;

private:
    std::mutex mu_;
    std::unordered_map<std::string, Document> docs_;
};

} // namespace cms
