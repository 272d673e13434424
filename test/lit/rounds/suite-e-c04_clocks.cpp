// RUN: %tocsin %s
// STD: c++20
// Which clock measures the idle time of pinned objects.
#include <chrono>
#include <ctime>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <sys/time.h>
#include <thread>
#include <unistd.h>

using namespace std::chrono_literals;
struct Conn {
  int fd = -1, refs = 0;
  std::chrono::system_clock::time_point wall_seen;
  std::chrono::steady_clock::time_point seen;
  time_t sec_seen = 0;
  timeval tv_seen{};
  timespec ts_seen{}, mono_seen{};
  ~Conn() { if (fd >= 0) ::close(fd); }
};
static timespec stampOf(clockid_t id) {
  timespec ts{};
  clock_gettime(id, &ts);
  return ts;
}
static constexpr clockid_t kIdleClock = CLOCK_REALTIME;
static constexpr clockid_t kMonoClock = CLOCK_MONOTONIC;

class Pool {
  std::mutex mu_;
  std::map<int, std::unique_ptr<Conn>> m_;

  template <class Pred> size_t drop(Pred old) {
    std::lock_guard g(mu_);
    return std::erase_if(m_, [&](auto &e) { return e.second->refs == 0 && old(*e.second); });
  }

public:
  Conn *pin(int id) {
    std::lock_guard g(mu_);
    auto &c = m_[id];
    if (!c) c = std::make_unique<Conn>();
    c->refs++;
    return c.get();
  }
  void unpin(Conn *c) {
    std::lock_guard g(mu_);
    c->wall_seen = std::chrono::system_clock::now();
    c->seen = std::chrono::steady_clock::now();
    c->sec_seen = time(nullptr);
    gettimeofday(&c->tv_seen, nullptr);
    c->ts_seen = stampOf(kIdleClock);
    c->mono_seen = stampOf(kMonoClock);
    c->refs--;
  }
  // chrono
  size_t dropIdle() {
    auto now = std::chrono::system_clock::now();
    return drop([now](const Conn &c) { return now - c.wall_seen > 5min; }); // EXPECT-MISS: wall-clock-interval
  }
  size_t dropIdleSteady() {
    auto now = std::chrono::steady_clock::now();
    return drop([now](const Conn &c) { return now - c.seen > 5min; });
  }
  // seconds
  void dropSeconds() {
    std::lock_guard g(mu_);
    time_t now = time(nullptr);
    for (auto it = m_.begin(); it != m_.end();) {
      const Conn &c = *it->second;
      if (c.refs == 0 && now - c.sec_seen > 300) it = m_.erase(it); // EXPECT: wall-clock-interval
      else ++it;
    }
  }
  // timeval
  void dropTimeval() {
    timeval now{};
    std::lock_guard g(mu_);
    gettimeofday(&now, nullptr);
    for (auto it = m_.begin(); it != m_.end();) {
      const Conn &c = *it->second;
      if (c.refs == 0 && now.tv_sec - c.tv_seen.tv_sec > 300) it = m_.erase(it); // EXPECT: wall-clock-interval
      else ++it;
    }
  }
  // clock id in a constant, helper
  void dropReal() {
    std::lock_guard g(mu_);
    timespec now = stampOf(kIdleClock);
    for (auto it = m_.begin(); it != m_.end();) {
      const Conn &c = *it->second;
      if (c.refs == 0 && now.tv_sec - c.ts_seen.tv_sec > 300) it = m_.erase(it); // EXPECT: wall-clock-interval
      else ++it;
    }
  }
  void dropMono() {
    std::lock_guard g(mu_);
    timespec now = stampOf(kMonoClock);
    for (auto it = m_.begin(); it != m_.end();) {
      const Conn &c = *it->second;
      if (c.refs == 0 && now.tv_sec - c.mono_seen.tv_sec > 300) it = m_.erase(it);
      else ++it;
    }
  }
};
// dates that come from outside
struct Cert { std::string name; time_t not_after; };
class Certs {
  std::mutex mu_;
  std::map<std::string, Cert> m_;

public:
  void add(Cert c) { std::lock_guard g(mu_); m_[c.name] = std::move(c); }
  size_t dropExpired() {
    std::lock_guard g(mu_);
    return std::erase_if(m_, [now = time(nullptr)](auto &e) { return e.second.not_after < now; });
  }
};

int main() {
  Pool p;
  Certs certs;
  certs.add({"ca", 2000000000});
  std::thread t([&] {
    p.dropIdle(), p.dropIdleSteady(), p.dropSeconds(), p.dropTimeval(), p.dropReal(), p.dropMono(), certs.dropExpired();
  });
  if (Conn *c = p.pin(1)) p.unpin(c);
  t.join();
}
