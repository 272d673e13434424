// STD: c++17
#include <cstdio>
#include <vector>
#include "presence.h"

int main() {
  EventLoop loop;
  Presence who(loop);
  who.seed({{"ann", 1}, {"bob", 2}});

  std::vector<std::thread> gateways;
  for (int g = 0; g < 3; ++g)
    gateways.emplace_back([&who, g] {
      const std::string me = "user" + std::to_string(g);
      for (int i = 0; i < 50; ++i) {
        who.arriveAsync(me);
        if (i % 2) who.departAsync(me);
      }
    });
  std::thread closer([&gateways, &loop] {
    for (auto& t : gateways) t.join();
    loop.quit();
  });
  loop.run();
  closer.join();
  std::printf("%zu online at rev %llu\n", who.online(),
              static_cast<unsigned long long>(who.revision()));
  return 0;
}
