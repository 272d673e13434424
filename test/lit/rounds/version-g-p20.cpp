// RUN: %tocsin %s
// STD: c++20
// Configuration document server: documents are edited by several operators.
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <stdexcept>
#include <string>
#include <utility>

namespace confsrv {

struct Document {
    std::string body;
    std::string author;
    std::uint64_t revision = 0;
};

struct RevisionConflict : std::runtime_error {
    RevisionConflict() : std::runtime_error("document was changed") {}
};

class Backend {
public:
    virtual ~Backend() = default;
    virtual std::optional<Document> read(const std::string& path) const = 0;
    virtual std::uint64_t update(const std::string& path, std::string body, const std::string& author,
                                 std::uint64_t expectedRevision) = 0;
    virtual void erase(const std::string& path, std::uint64_t expectedRevision) = 0;
};

class MemoryBackend final : public Backend {
public:
    std::optional<Document> read(const std::string& path) const override
    {
        std::shared_lock lk(mu_);
        auto it = docs_.find(path);
        if (it == docs_.end())
            return std::nullopt;
        return it->second;
    }

    std::uint64_t update(const std::string& path, std::string body, const std::string& author,
                         std::uint64_t expectedRevision) override
    {
        std::unique_lock lk(mu_);
        auto it = docs_.find(path);
        if (it == docs_.end()) {
            if (expectedRevision != 0)
                throw RevisionConflict();
            it = docs_.emplace(path, Document{}).first;
        } else if (it->second.revision != expectedRevision) {
            throw RevisionConflict();
        }
        Document& d = it->second;
        d.body = std::move(body);
        d.author = author;
        d.revision++;
        return d.revision;
    }

    void erase(const std::string& path, std::uint64_t expectedRevision) override
    {
        std::unique_lock lk(mu_);
        auto it = docs_.find(path);
        if (it == docs_.end())
            return;
        if (it->second.revision != expectedRevision)
            throw RevisionConflict();
        docs_.erase(it);
    }

private:
    mutable std::shared_mutex mu_;
    std::map<std::string, Document> docs_;
};

class JournaledBackend final : public Backend {
public:
    using Sink = std::function<void(const std::string& path, const Document&)>;
    explicit JournaledBackend(Sink sink) : sink_(std::move(sink)) {}

    std::optional<Document> read(const std::string& path) const override
    {
        std::lock_guard lk(mu_);
        auto it = docs_.find(path);
        if (it == docs_.end())
            return std::nullopt;
        return *it->second;
    }

    std::uint64_t update(const std::string& path, std::string body, const std::string& author,
                         [[maybe_unused]] std::uint64_t expectedRevision) override
    {
        std::lock_guard lk(mu_);
        auto& slot = docs_[path];
        auto next = std::make_shared<Document>();
        next->body = std::move(body);
        next->author = author;
        next->revision = slot ? slot->revision + 1 : 1;
        slot = next; // EXPECT: unchecked-version
        sink_(path, *next);
        return next->revision;
    }

    void erase(const std::string&, std::uint64_t) override
    {
        throw std::logic_error("journaled documents cannot be erased");
    }

private:
    mutable std::mutex mu_;
    std::map<std::string, std::shared_ptr<Document>> docs_;
    Sink sink_;
};

} // namespace confsrv
