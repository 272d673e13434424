// STD: c++20
#include <cstdio>
#include <string>
#include <thread>

#include "config.h"

int main() {
  ConfigHub hub;
  AuditTrail audit;

  auto watcher = [&hub, &audit](int n) {
    for (int i = 0; i < 50; ++i) {
      hub.loadFrom({"timeout=30", "retries=" + std::to_string(i), "node=" + std::to_string(n)});
      audit.recordLoad();
    }
  };
  auto admin = [&hub, &audit](const std::string& who) {
    for (int i = 0; i < 100; ++i) {
      hub.setOption(who + ".level", std::to_string(i));
      audit.recordEdit(who);
    }
  };

  std::thread w1(watcher, 1), w2(watcher, 2);
  std::thread a1(admin, "ops"), a2(admin, "dev");
  w1.join();
  w2.join();
  a1.join();
  a2.join();
  std::printf("%zu keys, %u edits, %u loads\n", hub.current()->values.size(), audit.edits(), audit.loads());
}
