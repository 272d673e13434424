#pragma once
#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>

namespace filters {

using Clock = std::chrono::steady_clock;
using TransformFn = int (*)(unsigned char* data, std::size_t len);

struct Plugin {
    std::string path;
    void* handle = nullptr;
    TransformFn transform = nullptr;
    unsigned calls = 0;             // running transforms, under Registry::mu
    Clock::time_point last_call{};  // start of the latest transform, under Registry::mu

    bool outdated(Clock::time_point now, Clock::duration limit) const;
};

struct Registry {
    std::mutex mu;
    std::map<std::string, Plugin*> plugins;

    Plugin* enter(const std::string& name);
    void leave(Plugin* p);
};

int apply(Registry& reg, const std::string& name, unsigned char* data, std::size_t len);

// Closes the module and frees its record. The caller holds Registry::mu.
void dispose(Plugin* p);

class Janitor {
public:
    explicit Janitor(Registry& reg) : reg_(reg) {}
    std::size_t retire_idle(Clock::duration limit);
    std::size_t shed_memory(Clock::duration limit);

private:
    Registry& reg_;
};

} // namespace filters
