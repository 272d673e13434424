#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace vpn {

using Clock = std::chrono::steady_clock;

class Tunnel {
public:
    Tunnel(std::uint32_t id, int fd) : id_(id), fd_(fd), lastActivity_(Clock::now()) {}
    ~Tunnel();
    Tunnel(const Tunnel&) = delete;
    Tunnel& operator=(const Tunnel&) = delete;

    std::uint32_t id() const { return id_; }
    int fd() const { return fd_; }
    void touch() { lastActivity_ = Clock::now(); }
    bool isStale(Clock::duration limit) const;
    bool send(const std::vector<std::uint8_t>& frame);

private:
    std::uint32_t id_;
    int fd_;
    Clock::time_point lastActivity_;
};

}  // namespace vpn
