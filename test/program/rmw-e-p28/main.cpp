// STD: c++20
#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

#include "directory.h"

int main() {
  cluster::Directory dir;
  std::jthread ticker([&dir](std::stop_token st) {
    while (!st.stop_requested()) {
      dir.tick();
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  });
  std::vector<std::jthread> conns;
  for (std::uint32_t c = 0; c < 4; ++c)
    conns.emplace_back([&dir, c] {
      for (std::uint32_t i = 0; i < 200; ++i) {
        const auto host = "node-" + std::to_string(i % 16);
        dir.join(i % 16, host);
        dir.heartbeat(i % 16);
        dir.assign(c * 1000 + i, host);
        if (dir.drain(i % 16)) dir.moveAll(host, "node-0");
      }
    });
  conns.clear();
  std::printf("layout %llu\n", static_cast<unsigned long long>(dir.layoutVersion()));
}
