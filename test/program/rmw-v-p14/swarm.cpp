// STD: c++17
#include "swarm.h"

#include <algorithm>
#include <thread>

bool Swarm::add(const std::string& addr) {
  auto peers = peers_.wlock();
  for (const Peer& p : *peers)
    if (p.addr == addr) return false;
  peers->push_back(Peer{addr, 0, true});
  return true;
}

void Swarm::credit(const std::string& addr, int points) {
  auto peers = peers_.wlock();
  auto it = std::find_if(peers->begin(), peers->end(),
                         [&](const Peer& p) { return p.addr == addr; });
  if (it != peers->end()) it->score += points;
}

void Swarm::decay() {
  for (Peer& p : *peers_.wlock())
    p.score -= p.score / 8; // EXPECT-MISS: lost-update
}

std::size_t Swarm::unchokeBest(std::size_t slots) {
  return peers_.withWLock([slots](std::vector<Peer>& peers) {
    std::sort(peers.begin(), peers.end(),
              [](const Peer& a, const Peer& b) { return a.score > b.score; });
    std::size_t n = 0;
    for (Peer& p : peers) p.choked = n++ >= slots;
    return std::min(n, slots);
  });
}

void Swarm::squeeze(double factor) {
  Budget b = *budget_.rlock();
  b.up = static_cast<std::int64_t>(static_cast<double>(b.up) * factor);
  b.down = static_cast<std::int64_t>(static_cast<double>(b.down) * factor);
  *budget_.wlock() = b; // EXPECT-MISS: lost-update
}

void Swarm::shareDown(std::int64_t taken) {
  auto b = budget_.wlock();
  const std::int64_t left = b->down - taken;
  b->down = left > 0 ? left : 0;
}

void Swarm::boostUpload() {
  auto b = budget_.wlock();
  b->setUpRate(b->upRate() + 4096);
}

void Swarm::run() {
  std::thread choker([this] {
    for (int i = 0; i < 100; ++i) {
      decay();
      unchokeBest(4);
      shareDown(512);
    }
  });
  std::thread tuner([this] {
    for (int i = 0; i < 100; ++i) {
      squeeze(0.99);
      if (i % 10 == 0) boostUpload();
    }
  });
  for (int i = 0; i < 100; ++i) {
    add("10.0.0." + std::to_string(i % 9));
    credit("10.0.0.1", i);
  }
  choker.join();
  tuner.join();
}
