// RUN: %tocsin %s
// STD: c++20
// Permission cache for the document service; writers bump the generation of a
// document's ACL, the replication listener invalidates older entries.
#include <cstdint>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace acl {

struct Grant {
    std::string principal;
    unsigned mask;
};

struct Entry {
    std::uint64_t generation = 0;
    std::vector<Grant> grants;
};

class SharedAclCache {
public:
    void put(const std::string& doc, Entry e) {
        std::unique_lock lk(mu_);
        map_[doc] = std::move(e);
    }

    std::optional<Entry> get(const std::string& doc) const {
        std::shared_lock lk(mu_);
        auto it = map_.find(doc);
        if (it == map_.end())
            return std::nullopt;
        return it->second;
    }

    std::uint64_t generation(const std::string& doc) const {
        std::shared_lock lk(mu_);
        auto it = map_.find(doc);
        return it == map_.end() ? 0 : it->second.generation;
    }

    void erase(const std::string& doc) {
        std::unique_lock lk(mu_);
        map_.erase(doc);
    }

    bool eraseOlder(const std::string& doc, std::uint64_t generation) {
        std::unique_lock lk(mu_);
        auto it = map_.find(doc);
        if (it == map_.end() || it->second.generation >= generation)
            return false;
        map_.erase(it);
        return true;
    }

private:
    mutable std::shared_mutex mu_;
    std::unordered_map<std::string, Entry> map_;
};

struct ChangeEvent {
    std::string doc;
    std::uint64_t generation;
    bool bulk;
};

class ReplicationListener {
public:
    explicit ReplicationListener(SharedAclCache& cache) : cache_(cache) {}

    void onChange(const ChangeEvent& ev) {
        ++seen_;
        if (cache_.generation(ev.doc) < ev.generation)
            cache_.erase(ev.doc); // EXPECT: timestamp-cleanup
    }

    void onBulk(const std::vector<ChangeEvent>& events) {
        for (const auto& ev : events) {
            ++seen_;
            cache_.eraseOlder(ev.doc, ev.generation);
        }
    }

private:
    SharedAclCache& cache_;
    std::uint64_t seen_ = 0;
};

}  // namespace acl
