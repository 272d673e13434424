// STD: c++20
#include "leases.h"

namespace dhcp {

LeaseDb::LeaseDb(std::uint32_t first, std::uint32_t last)
    : first_(first), last_(last), cursor_(first) {
    granted_ = 0;
    sweeper_ = std::thread([this] { sweep(); });
}

LeaseDb::~LeaseDb() {
    {
        Guard lk(mutex_);
        stop_ = true;
    }
    wake_.notify_one();
    sweeper_.join();
}

std::optional<std::uint32_t> LeaseDb::request(const std::string& client) {
    Guard lk(mutex_);
    auto addr = pick(lk);
    if (!addr && expireOld(lk) > 0)
        addr = pick(lk);
    if (!addr)
        return std::nullopt;
    bind(*addr, client, lk);
    return addr;
}

bool LeaseDb::renew(std::uint32_t addr, const std::string& client) {
    Guard lk(mutex_);
    auto it = leases_.find(addr);
    if (it == leases_.end() || it->second.client != client)
        return false;
    it->second.renewals++;
    it->second.expires = Clock::now() + std::chrono::seconds(2);
    return true;
}

bool LeaseDb::release(std::uint32_t addr, const std::string& client) {
    Guard lk(mutex_);
    auto it = leases_.find(addr);
    if (it == leases_.end() || it->second.client != client)
        return false;
    drop(it);
    return true;
}

std::string LeaseDb::describe() {
    Guard lk(mutex_);
    return std::to_string(granted_) + " granted, " + std::to_string(expired_) + " expired";
}

}  // namespace dhcp
