// RUN: %tocsin %s
// STD: c++20
// Made on first use: half locked, not locked, atomic, once.
#include <atomic>
#include <memory>
#include <mutex>
#include <thread>
struct Config {
  int a = 1;
};
static Config *g_cfg;
static std::mutex g_mu;
Config *config() {
  if (!g_cfg) {
    std::lock_guard<std::mutex> g(g_mu);
    if (!g_cfg)
      g_cfg = new Config; // EXPECT: check-then-act
  }
  return g_cfg;
}
static std::atomic<Config *> a_cfg;
Config *configRight() {
  Config *c = a_cfg.load(std::memory_order_acquire);
  if (!c) {
    std::lock_guard<std::mutex> g(g_mu);
    c = a_cfg.load(std::memory_order_relaxed);
    if (!c) {
      c = new Config;
      a_cfg.store(c, std::memory_order_release);
    }
  }
  return c;
}
static std::unique_ptr<Config> u_cfg;
Config *lazy() {
  if (!u_cfg)
    u_cfg = std::make_unique<Config>(); // EXPECT: check-then-act
  return u_cfg.get();
}
static std::once_flag once;
static std::unique_ptr<Config> o_cfg;
Config *lazyRight() {
  std::call_once(once, [] { o_cfg = std::make_unique<Config>(); });
  return o_cfg.get();
}
int main() {
  std::thread a([] {
    config();
    configRight();
    lazy();
    lazyRight();
  });
  std::thread b([] {
    config();
    configRight();
    lazy();
    lazyRight();
  });
  a.join();
  b.join();
}
