#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace wiki {

struct Document {
    std::string id;
    std::string title;
    std::string body;
    std::vector<std::string> tags;
    uint64_t revision = 0;
};

enum class SaveStatus { kStored, kRevisionConflict, kMissing };

// Shared by all request threads of the wiki server.
class DocumentStore {
public:
    std::optional<Document> Load(const std::string& id) const;
    void Save(const Document& doc);
    SaveStatus SaveIf(const Document& doc, uint64_t expected_revision);
    bool Insert(const Document& doc);

private:
    mutable std::mutex mu_;
    std::map<std::string, Document> docs_;
};

}  // namespace wiki
