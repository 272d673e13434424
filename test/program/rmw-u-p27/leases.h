#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace dhcp {

using Clock = std::chrono::steady_clock;

struct Lease {
    std::string client;
    Clock::time_point expires;
    unsigned renewals = 0;
};

class LeaseDb {
public:
    LeaseDb(std::uint32_t first, std::uint32_t last);
    ~LeaseDb();

    std::optional<std::uint32_t> request(const std::string& client);
    bool renew(std::uint32_t addr, const std::string& client);
    bool release(std::uint32_t addr, const std::string& client);
    std::string describe();

private:
    using Guard = std::unique_lock<std::mutex>;

    std::optional<std::uint32_t> pick(const Guard& held);
    void bind(std::uint32_t addr, const std::string& client, const Guard& held);
    void drop(std::map<std::uint32_t, Lease>::iterator it);
    std::size_t expireOld(Guard& lk);
    void sweep();

    const std::uint32_t first_, last_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::map<std::uint32_t, Lease> leases_;
    std::uint32_t cursor_;
    unsigned granted_ = 0;
    unsigned expired_ = 0;
    bool stop_ = false;
    std::thread sweeper_;
};

}  // namespace dhcp
