// RUN: %tocsin %s
// All that changes the container goes through a proxy that keeps its address.
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

using Table = std::map<int, std::shared_ptr<int>>;
static std::mutex M;
static Table Seats;

class Access {
  std::unique_lock<std::mutex> L;
  Table *T;

public:
  Access() : L(M), T(&Seats) {}
  Table *operator->() { return T; }
};

static void guilty(int Key) {
  if (Access()->count(Key) == 0) {
    auto One = std::make_shared<int>(1);
    Access()->insert_or_assign(Key, One); // EXPECT: check-then-act
  }
}

static void corrected(int Key) {
  Access A;
  if (A->count(Key) == 0)
    A->insert_or_assign(Key, std::make_shared<int>(1));
}

int main() {
  std::vector<std::thread> Pool;
  for (int I = 0; I < 3; ++I)
    Pool.emplace_back([] {
      guilty(1);
      corrected(2);
    });
  for (auto &T : Pool)
    T.join();
}
