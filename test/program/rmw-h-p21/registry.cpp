// STD: c++20
#include "codec.h"
#include <mutex>

namespace codec {

namespace {
std::mutex registryMutex;
Registry *theRegistry = nullptr;
} // namespace

Registry::Registry() {
    table_.push_back({"h264", 0x34363248u, 10});
    table_.push_back({"hevc", 0x43564548u, 20});
    table_.push_back({"av1", 0x31305641u, 30});
}

Registry &Registry::instance() {
    if (theRegistry == nullptr) {
        std::lock_guard<std::mutex> g(registryMutex);
        if (theRegistry == nullptr)
            theRegistry = new Registry; // EXPECT: check-then-act
    }
    return *theRegistry;
}

const Descriptor *Registry::find(uint32_t fourcc) const {
    for (const auto &d : table_)
        if (d.fourcc == fourcc)
            return &d;
    return nullptr;
}

} // namespace codec
