// STD: c++20
#include "slot.hpp"

namespace host {

bool Slot::dispatch(const Event& e) {
    Plugin* p = current_.load(std::memory_order_acquire);
    if (p == nullptr) return true;
    p->ref(); // EXPECT: check-then-act
    const bool pass = p->handle(e);
    p->unref();
    return pass;
}

bool Slot::replace(const std::string& path) {
    Plugin* fresh = loadPlugin(path);
    if (fresh == nullptr) return false;
    Plugin* old = current_.exchange(fresh, std::memory_order_acq_rel);
    if (old) old->unref();
    return true;
}

Plugin* NamedPlugins::acquire(const std::string& name) {
    std::lock_guard<std::mutex> g(mu_);
    auto it = byName_.find(name);
    if (it == byName_.end()) return nullptr;
    it->second->ref();
    return it->second;
}

void NamedPlugins::install(const std::string& name, Plugin* p) {
    Plugin* old = nullptr;
    {
        std::lock_guard<std::mutex> g(mu_);
        auto& slot = byName_[name];
        old = slot;
        slot = p;
    }
    if (old) old->unref();
}

} // namespace host
