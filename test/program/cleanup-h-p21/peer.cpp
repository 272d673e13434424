// STD: c++20
#include "peer.h"
#include <chrono>
#include <sys/socket.h>

namespace mesh {

std::uint64_t uptimeMs()
{
    using namespace std::chrono;
    return static_cast<std::uint64_t>(
        duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count());
}

Peer* PeerDirectory::attach(const std::string& address, int socket)
{
    auto* p = new Peer;
    p->address = address;
    p->socket = socket;
    p->lastHeartbeat = uptimeMs();
    std::unique_lock l(mapMu_);
    peers_[address] = p;
    return p;
}

Peer* PeerDirectory::route(const std::string& address)
{
    std::shared_lock l(mapMu_);
    auto it = peers_.find(address);
    return it == peers_.end() ? nullptr : it->second;
}

void PeerDirectory::heartbeat(const std::string& address)
{
    if (Peer* p = route(address))
        p->lastHeartbeat.store(uptimeMs(), std::memory_order_relaxed);
}

bool PeerDirectory::send(const std::string& address, const void* data, std::size_t n)
{
    Peer* p = route(address);
    if (!p)
        return false;
    if (::send(p->socket, data, n, MSG_NOSIGNAL) != static_cast<ssize_t>(n))
        return false;
    ++p->sent; // EXPECT-NOISE: check-then-act
    return true;
}

} // namespace mesh
