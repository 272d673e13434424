#pragma once
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>

namespace mesh {

std::uint64_t uptimeMs();

struct Peer {
    std::string address;
    int socket = -1;
    std::atomic<std::uint64_t> lastHeartbeat{0};
    std::uint64_t sent = 0;
};

class PeerDirectory {
public:
    Peer* attach(const std::string& address, int socket);
    Peer* route(const std::string& address);
    void heartbeat(const std::string& address);
    bool send(const std::string& address, const void* data, std::size_t n);
    int dropSilent(std::uint64_t limitMs);

private:
    std::shared_mutex mapMu_;
    std::mutex sweepMu_;
    std::map<std::string, Peer*> peers_;
};

} // namespace mesh
