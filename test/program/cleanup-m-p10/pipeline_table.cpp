// STD: c++20
#include "shader_cache.h"

#include <cstdlib>

namespace gfx {

Pipeline::~Pipeline() { std::free(driver_handle); }

// The pointer stays with the command recorder until the frame is submitted.
Pipeline* PipelineTable::find(std::uint64_t key) {
    std::lock_guard lk(mu_);
    auto it = slots_.find(key);
    return it == slots_.end() ? nullptr : it->second.pipeline.get();
}

void PipelineTable::put(std::uint64_t key, std::uint32_t generation, std::unique_ptr<Pipeline> p) {
    std::lock_guard lk(mu_);
    slots_[key] = Slot{generation, std::move(p)};
}

std::uint32_t PipelineTable::generation(std::uint64_t key) const {
    std::lock_guard lk(mu_);
    auto it = slots_.find(key);
    return it == slots_.end() ? UINT32_MAX : it->second.generation;
}

bool PipelineTable::erase(std::uint64_t key) {
    std::lock_guard lk(mu_);
    return slots_.erase(key) != 0;
}

std::vector<std::uint64_t> PipelineTable::keys() const {
    std::lock_guard lk(mu_);
    std::vector<std::uint64_t> out;
    for (const auto& kv : slots_) out.push_back(kv.first);
    return out;
}

void onDriverReload(PipelineTable& table, std::uint32_t generation) {
    for (std::uint64_t key : table.keys()) {
        if (table.generation(key) < generation)
            table.erase(key); // EXPECT: timestamp-cleanup
    }
}

}  // namespace gfx
