#pragma once
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace cluster {

struct Layout {
    uint64_t version = 0;
    std::vector<std::string> shards;
    std::string rendered;
};

enum class ApplyStatus { Ok, VersionMismatch, NoSuchLayout, Shutdown };

class LayoutStore {
public:
    ApplyStatus addShard(const std::string& name, uint64_t expectedVersion, std::string shard);
    ApplyStatus rewrite(const std::string& name, uint64_t expectedVersion,
                        const std::function<void(std::vector<std::string>&)>& edit);
    ApplyStatus setWhenIdle(const std::string& name, uint64_t expectedVersion,
                            std::vector<std::string> shards);
    void load(const std::string& name, Layout layout);
    Layout snapshot(const std::string& name) const;
    void setBusy(bool busy);

private:
    Layout* matching(const std::string& name, uint64_t expectedVersion, ApplyStatus* why);
    static std::string render(const std::vector<std::string>& shards);

    mutable std::mutex mu_;
    std::condition_variable idle_;
    bool busy_ = false;
    std::unordered_map<std::string, Layout> layouts_;
};

}  // namespace cluster
