// RUN: %tocsin %s
// STD: c++20
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace shading {

struct Pipeline {
    std::uint64_t generation = 0;
    std::vector<std::uint32_t> spirv;
};

// Compiled pipelines by material name; used from the loader and from the render threads.
class PipelineCache {
public:
    void put(const std::string& key, std::vector<std::uint32_t> code, std::uint64_t generation) {
        std::unique_lock lk(mu_);
        Pipeline*& slot = map_[key];
        if (!slot) slot = new Pipeline;
        slot->spirv = std::move(code);
        slot->generation = generation;
    }

    std::uint64_t generationOf(const std::string& key) const {
        std::shared_lock lk(mu_);
        auto it = map_.find(key);
        return it == map_.end() ? 0 : it->second->generation;
    }

    std::uint32_t withPipeline(const std::string& key,
                               const std::function<std::uint32_t(const Pipeline&)>& fn) const {
        std::shared_lock lk(mu_);
        auto it = map_.find(key);
        return it == map_.end() ? 0 : fn(*it->second);
    }

    bool erase(const std::string& key) {
        std::unique_lock lk(mu_);
        auto it = map_.find(key);
        if (it == map_.end()) return false;
        delete it->second;
        map_.erase(it);
        return true;
    }

    // The comparison and the removal are one step here.
    bool eraseIfOlder(const std::string& key, std::uint64_t generation) {
        std::unique_lock lk(mu_);
        auto it = map_.find(key);
        if (it == map_.end() || it->second->generation >= generation) return false;
        delete it->second;
        map_.erase(it);
        return true;
    }

    std::vector<std::string> keys() const {
        std::shared_lock lk(mu_);
        std::vector<std::string> out;
        for (const auto& [k, v] : map_) out.push_back(k);
        return out;
    }

    ~PipelineCache() {
        for (auto& [k, p] : map_) delete p;
    }

private:
    mutable std::shared_mutex mu_;
    std::unordered_map<std::string, Pipeline*> map_;
};

class MaterialReloader {
public:
    explicit MaterialReloader(PipelineCache& cache) : cache_(cache) {}

    void onMaterialChanged(const std::string& name, std::uint64_t generation) {
        if (cache_.eraseIfOlder(name, generation)) ++dropped_;
    }

    void onPackageSwap(std::uint64_t packageGeneration) {
        for (const auto& name : cache_.keys()) {
            if (cache_.generationOf(name) < packageGeneration) {
                cache_.erase(name); // EXPECT: timestamp-cleanup
                ++dropped_;
            }
        }
    }

    std::size_t dropped() const { return dropped_; }

private:
    PipelineCache& cache_;
    std::size_t dropped_ = 0;  // loader thread only
};

}  // namespace shading
