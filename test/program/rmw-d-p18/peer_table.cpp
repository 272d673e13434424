// STD: c++20
#include "peer_table.h"
#include <algorithm>
#include <thread>

namespace router {

void PeerTable::heard(const std::string& addr) {
    auto peers = peers_.wlock();
    auto it = std::find_if(peers->begin(), peers->end(),
                           [&](const Peer& p) { return p.addr == addr; });
    if (it == peers->end()) {
        peers->push_back(Peer{addr, 0, true});
        return;
    }
    it->missed = 0;
    it->up = true;
}

void PeerTable::tick() {
    for (auto& p : *peers_.wlock()) {
        p.missed += 1; // EXPECT-MISS: lost-update
    }
}

void PeerTable::announce(const std::string& prefix, std::uint32_t nextHop) {
    routes_.withWLock([&](auto& r) { r[prefix] = nextHop; });
    Totals t = *totals_.rlock();
    t.announced += 1;
    *totals_.wlock() = t; // EXPECT: lost-update
}

void PeerTable::withdraw(const std::string& prefix) {
    const bool known = routes_.withWLock([&](auto& r) { return r.erase(prefix) != 0; });
    if (known)
        totals_.wlock()->withdrawn += 1;
}

std::uint64_t PeerTable::allocLabel(const std::string& prefix) {
    {
        auto l = labels_.rlock();
        auto it = l->find(prefix);
        if (it != l->end())
            return it->second;
    }
    const std::uint64_t fresh = nextLabel_.withWLock([](std::uint64_t& n) { return n++; });
    (*labels_.wlock())[prefix] = fresh; // EXPECT: check-then-act
    return fresh;
}

void runPeers(PeerTable& table, const std::vector<std::string>& addrs) {
    std::vector<std::jthread> threads;
    for (const auto& a : addrs)
        threads.emplace_back([&table, a] {
            for (std::uint32_t i = 0; i < 256; ++i) {
                table.heard(a);
                table.announce(a + "/" + std::to_string(i), i);
                (void)table.allocLabel(a + "/" + std::to_string(i));
            }
        });
    threads.emplace_back([&table] {
        for (int i = 0; i < 10; ++i)
            table.tick();
    });
}

} // namespace router
