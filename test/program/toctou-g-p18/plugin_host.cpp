// STD: c++20
#include "plugin_host.h"

#include <dlfcn.h>
#include <iostream>

namespace plug {

Plugin::~Plugin()
{
    if (handle_)
        ::dlclose(handle_);
}

bool Plugin::load()
{
    if (handle_)
        return true;
    if (!policy_.admits(file_)) {
        std::cerr << "plugin " << file_ << " rejected by policy\n";
        return false;
    }
    std::clog << "loading " << file_ << '\n';
    handle_ = ::dlopen(file_.c_str(), RTLD_NOW | RTLD_LOCAL); // EXPECT: file-toctou
    if (!handle_)
        std::cerr << ::dlerror() << '\n';
    return handle_ != nullptr;
}

int Plugin::start(const char* args)
{
    using entry_fn = int (*)(const char*);
    auto fn = reinterpret_cast<entry_fn>(::dlsym(handle_, "plugin_start"));
    return fn ? fn(args) : -1;
}

void PluginHost::add(const std::string& file)
{
    plugins_.push_back(std::make_unique<Plugin>(file, policy_));
}

unsigned PluginHost::startAll()
{
    unsigned n = 0;
    for (auto& p : plugins_)
        if (p->load() && p->start("") == 0)
            ++n;
    return n;
}

} // namespace plug

int main(int argc, char** argv)
{
    plug::PluginHost host(0);
    for (int i = 1; i < argc; ++i)
        host.add(argv[i]);
    return host.startAll() ? 0 : 1;
}
