// RUN: %tocsin %s
// STD: c++20
// A time in an atomic object, subtracted in a predicate.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <unistd.h>

static std::uint64_t ticks() {
  return std::chrono::steady_clock::now().time_since_epoch().count();
}

struct Session {
  int Fd;
  std::atomic<std::uint64_t> Heard{ticks()};
  ~Session() { close(Fd); }
};

class Sessions {
  std::mutex M;
  std::map<int, std::unique_ptr<Session>> All;

public:
  Session *find(int Id) {
    std::lock_guard<std::mutex> L(M);
    return All[Id].get();
  }
  void heard(int Id) { find(Id)->Heard.store(ticks()); }

  void reap(std::uint64_t Quiet) {
    std::uint64_t Now = ticks();
    std::lock_guard<std::mutex> L(M);
    std::erase_if(All, [&](const auto &E) { return Now - E.second->Heard > Quiet; }); // EXPECT: timestamp-cleanup, unsigned-age
  }

  void reapOrdered(std::uint64_t Quiet) {
    std::uint64_t Now = ticks();
    std::lock_guard<std::mutex> L(M);
    std::erase_if(All, [&](const auto &E) { return E.second->Heard + Quiet < Now; }); // EXPECT: timestamp-cleanup
  }
};
