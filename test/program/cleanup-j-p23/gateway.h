#pragma once

#include "session.h"

#include <atomic>
#include <map>
#include <mutex>
#include <thread>

namespace vpn {

class Gateway {
public:
    void start();
    void stop();
    void addTunnel(std::uint32_t id, int fd);
    bool forward(std::uint32_t id, const std::vector<std::uint8_t>& frame);

private:
    Tunnel* route(std::uint32_t id);
    void reapLoop();
    void reapOnce();

    std::map<std::uint32_t, Tunnel*> tunnels_;
    std::mutex tunnelsMutex_;
    std::mutex reapMutex_;
    std::atomic<bool> running_{false};
    std::thread reaper_;
};

}  // namespace vpn
