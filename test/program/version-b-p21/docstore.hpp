#pragma once
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

struct Document {
    std::string body;
    uint64_t revision = 0;
};

enum class PutResult { Ok, Missing, Conflict };

class DocStore {
public:
    std::optional<Document> Get(const std::string& id) const;
    void Put(const std::string& id, Document doc);
    PutResult PutIf(const std::string& id, Document doc, uint64_t expected_revision);
    PutResult Rename(const std::string& from, const std::string& to, uint64_t expected_revision);

private:
    mutable std::mutex mu_;
    std::unordered_map<std::string, Document> docs_;
};
