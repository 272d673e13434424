#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace mixer {

class PluginError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

struct TrustPolicy {
    virtual ~TrustPolicy() = default;
    virtual bool trusted(const std::string& file) const = 0;
};

std::unique_ptr<TrustPolicy> makeRootOwnedPolicy();

class Plugin {
public:
    Plugin(std::string file, const TrustPolicy& policy) : file_(std::move(file)), policy_(policy) {}
    Plugin(const Plugin&) = delete;
    Plugin& operator=(const Plugin&) = delete;
    ~Plugin();

    void load();
    const std::string& file() const { return file_; }

private:
    std::string file_;
    const TrustPolicy& policy_;
    void* handle_ = nullptr;
};

} // namespace mixer
