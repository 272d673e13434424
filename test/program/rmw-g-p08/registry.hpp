#pragma once
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace ccd {

struct TargetInfo {
    std::string triple;
    unsigned pointerBits = 64;
    std::vector<std::string> features;
};

struct CompiledModule {
    std::string path;
    uint64_t stamp = 0;
    std::vector<uint8_t> bmi;
};

struct ModuleCache {
    std::mutex mu;
    std::unordered_map<std::string, std::shared_ptr<CompiledModule>> modules;
    uint64_t bytes = 0;
};

ModuleCache& moduleCache();

const TargetInfo& hostTarget();
const TargetInfo& targetFor(const std::string& triple);

std::shared_ptr<CompiledModule> getModule(const std::string& path);
void invalidateModule(const std::string& path);

std::shared_ptr<CompiledModule> buildModule(const std::string& path, const TargetInfo& t);

} // namespace ccd
