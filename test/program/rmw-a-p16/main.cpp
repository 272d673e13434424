// STD: c++20
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "sessions.h"

int main() {
  SessionStore store;
  Gateway gateway(store);
  std::vector<std::thread> acceptors;
  for (int i = 0; i < 4; ++i) {
    acceptors.emplace_back([&gateway, i] {
      for (int k = 0; k < 300; ++k) {
        gateway.handle("tok" + std::to_string(k % 20), i == 0 ? "root" : "guest");
        if (k % 50 == 49) gateway.logout("tok" + std::to_string(k % 20));
      }
    });
  }
  for (auto& t : acceptors) t.join();
  std::printf("%zu sessions\n", store.size());
}
