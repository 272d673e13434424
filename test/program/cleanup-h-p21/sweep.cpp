// STD: c++20
#include "peer.h"
#include <chrono>
#include <cstdio>
#include <thread>
#include <unistd.h>
#include <vector>

namespace mesh {

int PeerDirectory::dropSilent(std::uint64_t limitMs)
{
    std::lock_guard<std::mutex> sweeping(sweepMu_);
    const std::uint64_t now = uptimeMs();
    std::vector<Peer*> all;
    {
        std::shared_lock l(mapMu_);
        for (auto& [address, peer] : peers_)
            all.push_back(peer);
    }
    int dropped = 0;
    for (Peer* p : all) {
        if (now - p->lastHeartbeat.load(std::memory_order_relaxed) < limitMs) // EXPECT: unsigned-age
            continue;
        {
            std::unique_lock l(mapMu_);
            peers_.erase(p->address);
        }
        std::fprintf(stderr, "peer %s silent, closing\n", p->address.c_str());
        ::close(p->socket);
        delete p; // EXPECT: timestamp-cleanup
        ++dropped;
    }
    return dropped;
}

void sweepForever(PeerDirectory& dir)
{
    for (;;) {
        std::this_thread::sleep_for(std::chrono::seconds(2));
        dir.dropSilent(15000);
    }
}

} // namespace mesh
