#pragma once
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace gw {

enum class DevState { Probing, Ready, Lost };

struct Device {
    uint16_t unit = 0;
    DevState state = DevState::Probing;
    unsigned failures = 0;
    unsigned epoch = 0;
    std::string model;
};

class Registry {
public:
    Registry();
    ~Registry();
    bool attach(uint16_t unit);
    void reportFailure(uint16_t unit);
    size_t ready() const;

private:
    using Lock = std::unique_lock<std::mutex>;

    // registry_ops.cpp
    Device &obtain(uint16_t unit);
    void setState(Device &d, DevState s);
    bool probe(Lock &lk, uint16_t unit);
    void countFailure(Device &d);
    void sweep(unsigned max_failures);

    void monitorLoop();

    mutable std::mutex mu_;
    std::condition_variable wake_;
    std::map<uint16_t, Device> devices_;
    size_t ready_ = 0;
    size_t lost_ = 0;
    bool stop_ = false;
    std::thread monitor_;
};

std::string readModel(uint16_t unit);

} // namespace gw
