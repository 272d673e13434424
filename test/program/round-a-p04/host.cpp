// Module host of the protocol gateway (runs as root until all modules are in).
#include "trust.h"

#include <dlfcn.h>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace gw {

struct DlCloser {
    void operator()(void* h) const noexcept { if (h) ::dlclose(h); }
};
using Handle = std::unique_ptr<void, DlCloser>;

class ModuleHost {
public:
    ModuleHost(std::string dir, const TrustPolicy& policy)
        : dir_(std::move(dir)), policy_(policy) {}

    void load(const std::string& name)
    {
        const std::string object = dir_ + "/mod_" + name + ".so";
        if (!policy_.admits(object))
            throw std::runtime_error(object + ": " + policy_.lastReason());

        Handle h(::dlopen(object.c_str(), RTLD_NOW | RTLD_LOCAL)); // EXPECT: file-toctou
        if (!h)
            throw std::runtime_error(::dlerror());

        using Init = int (*)(int);
        auto init = reinterpret_cast<Init>(::dlsym(h.get(), "gw_module_init"));
        if (!init || init(kAbi) != 0)
            throw std::runtime_error(name + ": module refused to start");
        modules_.emplace_back(name, std::move(h));
    }

    std::size_t size() const { return modules_.size(); }

private:
    static constexpr int kAbi = 4;
    std::string dir_;
    const TrustPolicy& policy_;
    std::vector<std::pair<std::string, Handle>> modules_;
};

} // namespace gw

int main(int argc, char** argv)
{
    gw::TrustPolicy policy(0);
    gw::ModuleHost host(argc > 1 ? argv[1] : "/usr/lib/gateway", policy);
    for (int i = 2; i < argc; ++i) {
        try {
            host.load(argv[i]);
        } catch (const std::exception& e) {
            std::cerr << "gateway: " << e.what() << '\n';
            return 1;
        }
    }
    std::cout << host.size() << " modules\n";
    return 0;
}
