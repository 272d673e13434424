// RUN: %tocsin %s
// STD: c++20
// What a partition leaves behind goes where it is erased; it is what the
// predicate does not hold for.
#include <algorithm>
#include <chrono>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>
using Clock = std::chrono::steady_clock;

struct Channel {
  bool InUse = false;
  Clock::time_point Used = Clock::now();
  ~Channel();
};

class Channels {
  std::mutex Mu;
  std::vector<std::unique_ptr<Channel>> All;
  Clock::duration Idle = std::chrono::seconds(30);

public:
  Channel *lend() {
    std::lock_guard G(Mu);
    All.back()->InUse = true;
    All.back()->Used = Clock::now();
    return All.back().get();
  }
  void giveBack(Channel *C) {
    std::lock_guard G(Mu);
    C->InUse = false;
  }
  void guilty(Clock::time_point Now) {
    std::lock_guard G(Mu);
    auto Old = std::partition(
        All.begin(), All.end(),
        [&](const std::unique_ptr<Channel> &C) { return Now - C->Used < Idle; });
    All.erase(Old, All.end()); // EXPECT: timestamp-cleanup
  }
  void corrected(Clock::time_point Now) {
    std::lock_guard G(Mu);
    auto Old = std::partition(All.begin(), All.end(),
                              [&](const std::unique_ptr<Channel> &C) {
                                return C->InUse || Now - C->Used < Idle;
                              });
    All.erase(Old, All.end());
  }
  void onlySorts(Clock::time_point Now) {
    std::lock_guard G(Mu);
    std::stable_partition(
        All.begin(), All.end(),
        [&](const std::unique_ptr<Channel> &C) { return Now - C->Used < Idle; });
  }
};

int main() {
  Channels C;
  std::thread T([&] {
    C.guilty(Clock::now());
    C.corrected(Clock::now());
    C.onlySorts(Clock::now());
  });
  C.giveBack(C.lend());
  T.join();
}
