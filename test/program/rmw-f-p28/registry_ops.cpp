// STD: c++20
#include "registry.h"

namespace gw {

Device &Registry::obtain(uint16_t unit) {
    auto it = devices_.find(unit);
    if (it == devices_.end()) {
        it = devices_.emplace(unit, Device{}).first;
        it->second.unit = unit;
    }
    return it->second;
}

void Registry::setState(Device &d, DevState s) {
    if (d.state == s)
        return;
    if (d.state == DevState::Ready)
        --ready_;
    if (s == DevState::Ready)
        ++ready_;
    if (s == DevState::Lost)
        ++lost_;
    d.state = s;
    ++d.epoch;
}

bool Registry::probe(Lock &lk, uint16_t unit) {
    const unsigned epoch = obtain(unit).epoch;

    lk.unlock();
    std::string model = readModel(unit);
    lk.lock();

    auto it = devices_.find(unit);
    if (it == devices_.end() || it->second.epoch != epoch)
        return false;
    if (model.empty()) {
        countFailure(it->second);
        return false;
    }
    it->second.model = std::move(model);
    it->second.failures = 0;
    setState(it->second, DevState::Ready);
    return true;
}

void Registry::countFailure(Device &d) {
    if (++d.failures >= 3)
        setState(d, DevState::Lost);
}

void Registry::sweep(unsigned max_failures) {
    for (auto it = devices_.begin(); it != devices_.end();) {
        if (it->second.state == DevState::Lost && it->second.failures > max_failures)
            it = devices_.erase(it);
        else
            ++it;
    }
}

} // namespace gw
