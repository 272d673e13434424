#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>

namespace cms {

struct Document {
    std::string id;
    std::string title;
    std::map<std::string, std::string> fields;
    std::uint64_t revision = 0;
};

class RevisionConflict : public std::runtime_error {
public:
    RevisionConflict(const std::string& id, std::uint64_t have)
        : std::runtime_error("revision conflict on " + id), have_(have) {}
    std::uint64_t current() const { return have_; }

private:
    std::uint64_t have_;
};

// Storage seen by the services; implemented by the HTTP client of the
// document server and by the in-process engine used by the importer.
class DocumentStore {
public:
    virtual ~DocumentStore() = default;
    virtual std::optional<Document> Fetch(const std::string& id) = 0;
    virtual void Save(const Document& doc) = 0;
    virtual void SaveIf(const Document& doc, std::uint64_t expected_revision) = 0;
    virtual bool Insert(const Document& doc) = 0;
};

} // namespace cms
