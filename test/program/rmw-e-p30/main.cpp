// STD: c++20
#include <thread>
#include <vector>

#include "matchmaker.h"

int main() {
  EventLoop lobby;
  Matchmaker mm(lobby);
  lobby.start();

  std::vector<std::thread> connections;
  for (int c = 0; c < 4; ++c)
    connections.emplace_back([&mm, c] {
      for (std::uint64_t i = 0; i < 100; ++i) {
        mm.enqueue(i * 4 + static_cast<std::uint64_t>(c), 1000 + static_cast<int>(i % 7) * 100);
        if (i % 5 == 0) mm.leave(i * 4 + static_cast<std::uint64_t>(c));
      }
    });
  for (auto& t : connections) t.join();
  lobby.quit();
  return 0;
}
