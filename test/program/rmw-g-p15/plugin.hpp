#pragma once
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace host {

struct Event { uint32_t type; std::string_view payload; };

// One loaded shared object. The table keeps one reference; every call in
// progress keeps another.
class Plugin {
public:
    Plugin(std::string path, void* so);
    ~Plugin();
    Plugin(const Plugin&) = delete;
    Plugin& operator=(const Plugin&) = delete;

    void ref() { refs_.fetch_add(1, std::memory_order_relaxed); }
    void unref() {
        if (refs_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
    }

    bool handle(const Event& e);
    const std::string& path() const { return path_; }

private:
    std::atomic<int> refs_{1};
    std::string path_;
    void* so_;
    bool (*entry_)(uint32_t, const char*, size_t) = nullptr;
};

Plugin* loadPlugin(const std::string& path);

} // namespace host
