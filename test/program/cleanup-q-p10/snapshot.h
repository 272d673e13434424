#pragma once
#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace vol {

using Seconds = std::chrono::sys_seconds;

struct SnapshotMeta {
    std::string id;
    std::string volume;
    Seconds taken{};
    bool manual = false;
};

class RetentionPolicy {
public:
    RetentionPolicy(std::chrono::days scheduled, std::chrono::days manual);
    bool expired(const SnapshotMeta& meta, Seconds now) const;

private:
    std::chrono::days scheduled_;
    std::chrono::days manual_;
};

// Which snapshots are exported to a hypervisor at the moment.
class ExportTable {
public:
    bool attach(const std::string& id);
    void detach(const std::string& id);

    template <class F>
    bool unless_exported(const std::string& id, F&& fn) {
        std::lock_guard lk(mu_);
        if (exported_.contains(id))
            return false;
        fn();
        return true;
    }

private:
    std::mutex mu_;
    std::multiset<std::string> exported_;
};

class SnapshotStore {
public:
    explicit SnapshotStore(std::filesystem::path root);
    std::vector<SnapshotMeta> list() const;
    std::size_t load();
    bool drop(const std::string& id);

private:
    std::filesystem::path root_;
    mutable std::mutex mu_;
    std::map<std::string, SnapshotMeta> metas_;
};

class Collector {
public:
    Collector(SnapshotStore& store, ExportTable& exports, RetentionPolicy policy);
    std::size_t prune_volume(const std::string& volume);
    std::size_t prune_all();

private:
    SnapshotStore& store_;
    ExportTable& exports_;
    RetentionPolicy policy_;
};

}  // namespace vol
