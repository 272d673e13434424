// STD: c++20
#include "registry.hpp"

#include <fstream>
#include <map>
#include <stdexcept>

namespace ccd {

namespace {

TargetInfo* g_host = nullptr;
std::mutex g_hostMu;

std::mutex g_targetsMu;
std::map<std::string, std::unique_ptr<TargetInfo>> g_targets;

TargetInfo* probeHost() {
    auto* t = new TargetInfo;
    std::ifstream in("/proc/cpuinfo");
    std::string line;
    while (std::getline(in, line))
        if (line.rfind("flags", 0) == 0) {
            t->features.push_back(line.substr(line.find(':') + 1));
            break;
        }
    t->triple = "x86_64-unknown-linux-gnu";
    return t;
}

} // namespace

const TargetInfo& hostTarget() {
    if (g_host == nullptr) {
        std::lock_guard<std::mutex> lock(g_hostMu);
        if (g_host == nullptr)
            g_host = probeHost(); // EXPECT: check-then-act
    }
    return *g_host;
}

const TargetInfo& targetFor(const std::string& triple) {
    if (triple.empty()) return hostTarget();
    std::lock_guard<std::mutex> lock(g_targetsMu);
    auto& slot = g_targets[triple];
    if (!slot) {
        slot = std::make_unique<TargetInfo>();
        slot->triple = triple;
        if (triple.find("i686") == 0 || triple.find("arm-") == 0) slot->pointerBits = 32;
    }
    return *slot;
}

} // namespace ccd
