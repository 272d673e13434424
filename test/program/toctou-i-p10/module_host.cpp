// STD: c++20
#include "module_host.hpp"
#include <cstdio>
#include <dirent.h>
#include <dlfcn.h>
#include <utility>

namespace gw {

Module::~Module()
{
    if (handle_)
        ::dlclose(handle_);
}

Module::Module(Module &&other) noexcept
    : file_(std::move(other.file_)), handle_(std::exchange(other.handle_, nullptr))
{
}

bool Module::load(const Policy &policy)
{
    if (!meetsPolicy(file_, policy)) {
        std::fprintf(stderr, "%s: refused\n", file_.c_str());
        return false;
    }
    handle_ = ::dlopen(file_.c_str(), RTLD_NOW | RTLD_LOCAL); // EXPECT: file-toctou
    if (!handle_) {
        std::fprintf(stderr, "%s\n", ::dlerror());
        return false;
    }
    using InitFn = int (*)(int);
    auto init = reinterpret_cast<InitFn>(::dlsym(handle_, "gw_module_init"));
    return init && init(3) == 0;
}

std::size_t ModuleHost::scan(const std::string &dir)
{
    DIR *d = ::opendir(dir.c_str());
    if (!d)
        return 0;
    while (dirent *e = ::readdir(d)) {
        std::string name = e->d_name;
        if (name.size() < 4 || name.compare(name.size() - 3, 3, ".so") != 0)
            continue;
        Module m(dir + "/" + name);
        if (m.load(policy_))
            modules_.push_back(std::move(m));
    }
    ::closedir(d);
    return modules_.size();
}

} // namespace gw

int main(int argc, char **argv)
{
    gw::ModuleHost host{gw::Policy{}};
    std::size_t n = host.scan(argc > 1 ? argv[1] : "/srv/gateway/modules");
    std::printf("%zu modules\n", n);
    return n ? 0 : 1;
}
