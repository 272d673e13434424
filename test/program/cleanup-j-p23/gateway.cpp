// STD: c++20
#include "gateway.h"

namespace vpn {

using namespace std::chrono_literals;

void Gateway::start() {
    running_ = true;
    reaper_ = std::thread([this] { reapLoop(); });
}

void Gateway::stop() {
    running_ = false;
    if (reaper_.joinable())
        reaper_.join();
}

void Gateway::addTunnel(std::uint32_t id, int fd) {
    std::lock_guard<std::mutex> g(tunnelsMutex_);
    tunnels_.emplace(id, new Tunnel(id, fd));
}

Tunnel* Gateway::route(std::uint32_t id) {
    std::lock_guard<std::mutex> g(tunnelsMutex_);
    auto it = tunnels_.find(id);
    return it == tunnels_.end() ? nullptr : it->second;
}

bool Gateway::forward(std::uint32_t id, const std::vector<std::uint8_t>& frame) {
    Tunnel* t = route(id);
    return t != nullptr && t->send(frame);
}

void Gateway::reapOnce() {
    std::lock_guard<std::mutex> g(reapMutex_);
    for (auto it = tunnels_.begin(); it != tunnels_.end();) {
        Tunnel* t = it->second;
        if (t->isStale(90s)) {
            it = tunnels_.erase(it);
            delete t; // EXPECT: timestamp-cleanup
        } else {
            ++it;
        }
    }
}

void Gateway::reapLoop() {
    while (running_) {
        reapOnce();
        std::this_thread::sleep_for(10s);
    }
}

}  // namespace vpn
