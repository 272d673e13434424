// RUN: %tocsin %s
// STD: c++20
// Match server: input watchdog and lag accounting per player slot.
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace game {

constexpr int kSlots = 64;
constexpr uint32_t kKickAfterMs = 20000;
constexpr uint32_t kLagIconMs = 900;

inline uint32_t tickMs() {
  using namespace std::chrono;
  return static_cast<uint32_t>(
      duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count());
}

struct Slot {
  std::atomic<bool> occupied{false};
  std::atomic<uint32_t> lastInputMs{0};
  std::atomic<uint32_t> lastSeq{0};
  bool lagIcon = false;
  uint32_t lagTotalMs = 0;
};

class MatchServer {
 public:
  using KickFn = std::function<void(int slot, const char* why)>;
  explicit MatchServer(KickFn kick) : kick_(std::move(kick)) {}

  bool join(int slot) {
    bool expected = false;
    slots_[slot].lastInputMs.store(tickMs());
    return slots_[slot].occupied.compare_exchange_strong(expected, true);
  }

  // network thread
  void onInput(int slot, uint32_t seq) {
    Slot& s = slots_[slot];
    if (static_cast<int32_t>(seq - s.lastSeq.load()) <= 0) return;
    s.lastSeq.store(seq);
    s.lastInputMs.store(tickMs(), std::memory_order_release);
  }

  // simulation thread, 60 Hz
  void frame() {
    const uint32_t frameStart = tickMs();
    simulate();
    for (int i = 0; i < kSlots; ++i) {
      Slot& s = slots_[i];
      if (!s.occupied.load()) continue;
      checkInput(i, s, frameStart);
      updateLag(s, frameStart);
    }
  }

 private:
  void simulate() {
    for (auto& v : world_) v = v * 0.99f + 0.01f;
  }

  void checkInput(int slot, Slot& s, uint32_t frameStart) {
    const uint32_t last = s.lastInputMs.load(std::memory_order_acquire);
    if (frameStart - last >= kKickAfterMs) { // EXPECT: unsigned-age
      s.occupied.store(false);
      kick_(slot, "input timeout");
    }
  }

  void updateLag(Slot& s, uint32_t frameStart) {
    const int32_t silent = static_cast<int32_t>(frameStart - s.lastInputMs.load());
    const bool lagging = silent > static_cast<int32_t>(kLagIconMs);
    if (lagging) s.lagTotalMs += 16;
    s.lagIcon = lagging;
  }

  KickFn kick_;
  std::array<Slot, kSlots> slots_;
  std::vector<float> world_ = std::vector<float>(4096, 0.f);
};

}  // namespace game

int main() {
  game::MatchServer srv([](int slot, const char* why) { std::printf("kick %d: %s\n", slot, why); });
  srv.join(3);
  std::thread net([&] {
    for (uint32_t seq = 1; seq < 2000; ++seq) {
      srv.onInput(3, seq);
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  });
  for (int i = 0; i < 600; ++i) {
    srv.frame();
    std::this_thread::sleep_for(std::chrono::milliseconds(16));
  }
  net.join();
  return 0;
}
