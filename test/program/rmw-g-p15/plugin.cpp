// STD: c++20
#include "plugin.hpp"
#include <dlfcn.h>

namespace host {

Plugin::Plugin(std::string path, void* so) : path_(std::move(path)), so_(so) {
    entry_ = reinterpret_cast<bool (*)(uint32_t, const char*, size_t)>(dlsym(so_, "plugin_handle"));
}

Plugin::~Plugin() {
    if (so_) dlclose(so_);
}

bool Plugin::handle(const Event& e) {
    return entry_ && entry_(e.type, e.payload.data(), e.payload.size());
}

Plugin* loadPlugin(const std::string& path) {
    void* so = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    return so ? new Plugin(path, so) : nullptr;
}

} // namespace host
