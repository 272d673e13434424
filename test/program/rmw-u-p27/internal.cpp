// STD: c++20
#include <cassert>
#include <cstdio>

#include "leases.h"

namespace dhcp {

std::optional<std::uint32_t> LeaseDb::pick(const Guard& held) {
    assert(held.owns_lock());
    (void)held;
    const std::uint32_t span = last_ - first_ + 1;
    for (std::uint32_t i = 0; i < span; ++i) {
        std::uint32_t addr = first_ + (cursor_ - first_ + i) % span;
        if (!leases_.contains(addr)) {
            cursor_ = addr == last_ ? first_ : addr + 1;
            return addr;
        }
    }
    return std::nullopt;
}

void LeaseDb::bind(std::uint32_t addr, const std::string& client, const Guard&) {
    Lease& l = leases_[addr];
    l.client = client;
    l.expires = Clock::now() + std::chrono::seconds(2);
    granted_++;
}

void LeaseDb::drop(std::map<std::uint32_t, Lease>::iterator it) {
    leases_.erase(it);
    granted_--;
}

std::size_t LeaseDb::expireOld(Guard& lk) {
    std::size_t n = 0;
    const auto now = Clock::now();
    auto it = leases_.begin();
    while (it != leases_.end()) {
        if (it->second.expires > now) {
            ++it;
            continue;
        }
        const std::uint32_t addr = it->first;
        drop(it);
        expired_++;
        n++;
        // The log may block; the walk goes on behind the address just dropped.
        lk.unlock();
        std::fprintf(stderr, "lease %u expired\n", addr);
        lk.lock();
        it = leases_.upper_bound(addr);
    }
    return n;
}

void LeaseDb::sweep() {
    Guard lk(mutex_);
    while (!stop_) {
        expireOld(lk);
        wake_.wait_for(lk, std::chrono::milliseconds(200), [this] { return stop_; });
    }
}

}  // namespace dhcp
