// RUN: %tocsin %s
// Double-checked locking: the first look must be an atomic one.
#include <atomic>
#include <mutex>

struct Config {
  int Size = 4;
};
static std::mutex M;
static Config *Lost;
static bool LostReady;
static Config Plain;
static std::atomic<Config *> Kept{nullptr};
static std::once_flag Once;

Config *guilty() {
  if (!Lost) {
    std::lock_guard<std::mutex> L(M);
    if (!Lost)
      Lost = new Config; // EXPECT: check-then-act
  }
  return Lost;
}

Config *guiltyFlag() {
  if (!LostReady) {
    std::lock_guard<std::mutex> L(M);
    if (!LostReady) {
      Plain.Size = 8;
      LostReady = true; // EXPECT: check-then-act
    }
  }
  return &Plain;
}

Config *corrected() {
  Config *C = Kept.load(std::memory_order_acquire);
  if (!C) {
    std::lock_guard<std::mutex> L(M);
    C = Kept.load(std::memory_order_relaxed);
    if (!C) {
      C = new Config;
      Kept.store(C, std::memory_order_release);
    }
  }
  return C;
}

Config *correctedOnce() {
  static Config *C;
  std::call_once(Once, [] { C = new Config; });
  return C;
}

Config *correctedStatic() {
  static Config C;
  return &C;
}
