// STD: c++20
#include "registry.h"

#include <dlfcn.h>

namespace filters {

bool Plugin::outdated(Clock::time_point now, Clock::duration limit) const {
    return last_call + limit < now;
}

static Plugin* load(const std::string& name) {
    auto* p = new Plugin;
    p->path = "/usr/lib/imgd/filters/" + name + ".so";
    p->handle = ::dlopen(p->path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (p->handle)
        p->transform = reinterpret_cast<TransformFn>(::dlsym(p->handle, "imgd_transform"));
    if (!p->transform) {
        if (p->handle)
            ::dlclose(p->handle);
        delete p;
        return nullptr;
    }
    return p;
}

Plugin* Registry::enter(const std::string& name) {
    std::lock_guard lk(mu);
    auto it = plugins.find(name);
    if (it == plugins.end()) {
        Plugin* p = load(name);
        if (!p)
            return nullptr;
        it = plugins.emplace(name, p).first;
    }
    it->second->calls++;
    it->second->last_call = Clock::now();
    return it->second;
}

void Registry::leave(Plugin* p) {
    std::lock_guard lk(mu);
    p->calls--;
}

int apply(Registry& reg, const std::string& name, unsigned char* data, std::size_t len) {
    Plugin* p = reg.enter(name);
    if (!p)
        return -1;
    int rc = p->transform(data, len);
    reg.leave(p);
    return rc;
}

void dispose(Plugin* p) {
    ::dlclose(p->handle);
    delete p;
}

} // namespace filters
