#pragma once
#include "trust_policy.h"

#include <memory>
#include <string>
#include <vector>

namespace plug {

class Plugin {
public:
    Plugin(std::string file, const TrustPolicy& policy) : file_(std::move(file)), policy_(policy) {}
    ~Plugin();
    Plugin(const Plugin&) = delete;
    Plugin& operator=(const Plugin&) = delete;

    bool load();
    int start(const char* args);
    const std::string& file() const { return file_; }

private:
    std::string file_;
    const TrustPolicy& policy_;
    void* handle_ = nullptr;
};

class PluginHost {
public:
    explicit PluginHost(uid_t owner) : policy_(owner) {}
    void add(const std::string& file);
    unsigned startAll();

private:
    TrustPolicy policy_;
    std::vector<std::unique_ptr<Plugin>> plugins_;
};

} // namespace plug
