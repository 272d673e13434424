// STD: c++20
#include "registry.hpp"

namespace ccd {

ModuleCache& moduleCache() {
    static ModuleCache cache;
    return cache;
}

std::shared_ptr<CompiledModule> getModule(const std::string& path) {
    ModuleCache& c = moduleCache();
    {
        std::lock_guard<std::mutex> lock(c.mu);
        auto it = c.modules.find(path);
        if (it != c.modules.end()) return it->second;
    }
    auto built = buildModule(path, hostTarget());
    if (!built) return nullptr;
    std::lock_guard<std::mutex> lock(c.mu);
    auto [it, fresh] = c.modules.try_emplace(path, built);
    if (fresh) c.bytes += built->bmi.size();
    return it->second;
}

void invalidateModule(const std::string& path) {
    ModuleCache& c = moduleCache();
    std::lock_guard<std::mutex> lock(c.mu);
    auto it = c.modules.find(path);
    if (it == c.modules.end()) return;
    c.bytes -= it->second->bmi.size();
    c.modules.erase(it);
}

} // namespace ccd
