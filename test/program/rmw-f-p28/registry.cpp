// STD: c++20
#include "registry.h"

namespace gw {

Registry::Registry() {
    for (uint16_t u = 1; u <= 4; ++u)
        setState(obtain(u), DevState::Probing);
    lost_ = 0;
    monitor_ = std::thread([this] { monitorLoop(); });
}

Registry::~Registry() {
    {
        std::lock_guard<std::mutex> g(mu_);
        stop_ = true;
    }
    wake_.notify_all();
    monitor_.join();
    while (!devices_.empty()) {
        setState(devices_.begin()->second, DevState::Lost);
        devices_.erase(devices_.begin());
    }
}

bool Registry::attach(uint16_t unit) {
    Lock lk(mu_);
    Device &d = obtain(unit);
    if (d.state == DevState::Ready)
        return true;
    setState(d, DevState::Probing);
    return probe(lk, unit);
}

void Registry::reportFailure(uint16_t unit) {
    Lock lk(mu_);
    auto it = devices_.find(unit);
    if (it != devices_.end())
        countFailure(it->second);
}

size_t Registry::ready() const {
    Lock lk(mu_);
    return ready_;
}

void Registry::monitorLoop() {
    Lock lk(mu_);
    while (!stop_) {
        wake_.wait_for(lk, std::chrono::milliseconds(250));
        sweep(5);
    }
}

} // namespace gw
