// RUN: %tocsin %s
// STD: c++20
// Only helpers that get its address change the object; and a new version is
// made of the one that was read.
#include <atomic>
#include <memory>
#include <thread>
#include <vector>

template <class T> void scale(std::atomic<T> &A, T By) {
  const T Seen = A.load(std::memory_order_relaxed);
  A.store(Seen * By, std::memory_order_relaxed); // EXPECT: split-atomic
}
template <class T> void scaleInTurns(std::atomic<T> &A, T By) {
  T Seen = A.load();
  while (!A.compare_exchange_weak(Seen, Seen * By)) {
  }
}

struct Plan {
  int Level;
};
static std::atomic<std::shared_ptr<const Plan>> Now{
    std::make_shared<const Plan>()};

static void raise() {
  auto Seen = Now.load();
  Now.store(std::make_shared<const Plan>( // EXPECT: split-atomic
      Plan{Seen->Level + 1}));
}
static void raiseInTurns() {
  auto Seen = Now.load();
  while (!Now.compare_exchange_weak(
      Seen, std::make_shared<const Plan>(Plan{Seen->Level + 1}))) {
  }
}

int main() {
  std::atomic<long> Weight{1}, Other{1};
  std::vector<std::thread> Pool;
  for (int I = 0; I < 3; ++I)
    Pool.emplace_back([&] {
      scale<long>(Weight, 3);
      scaleInTurns<long>(Other, 3);
      raise();
      raiseInTurns();
    });
  for (auto &T : Pool)
    T.join();
}
