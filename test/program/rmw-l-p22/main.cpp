// STD: c++20
#include <thread>
#include <vector>
#include "compactor.h"

namespace db {

std::uint64_t Rewrite(const std::string& table, std::uint64_t size) {
  std::this_thread::sleep_for(std::chrono::microseconds(table.size()));
  return size / 2;
}

}  // namespace db

int main() {
  db::Compactor c;
  std::vector<std::thread> pool;
  for (int i = 0; i < 4; ++i)
    pool.emplace_back([&c, i] {
      for (int k = 0; k < 200; ++k) {
        const std::string t = "sst-" + std::to_string((k + i) % 16);
        c.Register(t, 4096 + k);
        c.RunOnce(t);
      }
    });
  for (auto& t : pool) t.join();
  return c.debt() == 0;
}
