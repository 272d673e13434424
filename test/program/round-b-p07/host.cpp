#include "plugin.hpp"

#include <dlfcn.h>
#include <fstream>
#include <iostream>

namespace mixer {

Plugin::~Plugin()
{
    if (handle_)
        ::dlclose(handle_);
}

void Plugin::load()
{
    if (handle_)
        return;
    if (!policy_.trusted(file_))
        throw PluginError(file_ + ": refused by policy");

    handle_ = ::dlopen(file_.c_str(), RTLD_NOW | RTLD_LOCAL); // EXPECT: file-toctou
    if (!handle_)
        throw PluginError(::dlerror());

    using Init = int (*)();
    auto init = reinterpret_cast<Init>(::dlsym(handle_, "mixer_plugin_init"));
    if (!init || init() != 0)
        throw PluginError(file_ + ": not a mixer plugin");
}

} // namespace mixer

int main(int argc, char** argv)
{
    std::ifstream list(argc > 1 ? argv[1] : "/etc/mixer/plugins.list");
    if (!list) {
        std::cerr << "no plugin list\n";
        return 0;
    }
    auto policy = mixer::makeRootOwnedPolicy();
    std::vector<std::unique_ptr<mixer::Plugin>> plugins;
    for (std::string line; std::getline(list, line);) {
        if (line.empty() || line.front() == '#')
            continue;
        auto p = std::make_unique<mixer::Plugin>(line, *policy);
        try {
            p->load();
            plugins.push_back(std::move(p));
        } catch (const mixer::PluginError& e) {
            std::cerr << "plugin: " << e.what() << '\n';
        }
    }
    std::cout << plugins.size() << " plugins\n";
}
