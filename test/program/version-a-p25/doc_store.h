#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace docs {

struct Document {
    std::string id;
    std::string title;
    std::string body;
    std::uint64_t rev = 0;
};

enum class SaveResult { Saved, Conflict, Missing };

// Replace compares doc.rev with the stored revision. A document with rev 0 is
// stored whatever the current revision is.
class DocStore {
public:
    std::optional<Document> Fetch(const std::string& id) const;
    SaveResult Replace(const Document& doc);
    bool Insert(const Document& doc);

private:
    mutable std::mutex mu_;
    std::map<std::string, Document> docs_;
};

}  // namespace docs
