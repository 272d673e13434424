// RUN: %tocsin %s
// STD: c++17
// expired() is true when nobody holds it, use_count() when somebody does.
#include <chrono>
#include <filesystem>
#include <list>
#include <memory>
#include <mutex>

struct Roll {};
struct Film {
  using Clock = std::chrono::steady_clock;
  struct Strip {
    std::filesystem::path scan;
    std::weak_ptr<Roll> projector;
    Clock::time_point created;
  };
  std::mutex m;
  std::list<Strip> strips;

  std::shared_ptr<Roll> show(Strip &s) {
    std::lock_guard<std::mutex> g(m);
    return s.projector.lock();
  }
  void burnUnheld(Clock::duration keep) {
    std::lock_guard<std::mutex> g(m);
    for (auto &s : strips)
      if (Clock::now() - s.created > keep && s.projector.expired())
        std::filesystem::remove(s.scan);
  }
  void burnHeld(Clock::duration keep) {
    std::lock_guard<std::mutex> g(m);
    for (auto &s : strips)
      if (Clock::now() - s.created > keep && !s.projector.expired())
        std::filesystem::remove(s.scan); // EXPECT: timestamp-cleanup
  }
  void burnUncounted(Clock::duration keep) {
    std::lock_guard<std::mutex> g(m);
    for (auto &s : strips)
      if (Clock::now() - s.created > keep && s.projector.use_count() == 0)
        std::filesystem::remove(s.scan);
  }
};
