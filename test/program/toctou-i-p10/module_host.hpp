#pragma once
#include "trust.hpp"
#include <string>
#include <vector>

namespace gw {

class Module {
public:
    explicit Module(std::string file) : file_(std::move(file)) {}
    ~Module();
    Module(Module &&other) noexcept;
    Module(const Module &) = delete;

    bool load(const Policy &policy);
    const std::string &file() const { return file_; }

private:
    std::string file_;
    void *handle_ = nullptr;
};

class ModuleHost {
public:
    explicit ModuleHost(Policy p) : policy_(p) {}
    std::size_t scan(const std::string &dir);

private:
    Policy policy_;
    std::vector<Module> modules_;
};

} // namespace gw
