// RUN: %tocsin %s
// STD: c++20
// Classes, containers, smart pointers, thread members: decisions taken without the lock of the act.
#include <atomic>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>
template <class K, class V> class Table {
  mutable std::mutex mu_;
  std::map<K, V> m_;

public:
  bool contains(const K &k) const { std::lock_guard g(mu_); return m_.count(k) != 0; }
  void insert(const K &k, V v) { std::lock_guard g(mu_); m_[k] = std::move(v); }
  bool insertNew(const K &k, V v) { std::lock_guard g(mu_); return m_.emplace(k, std::move(v)).second; }
  size_t size() const { std::lock_guard g(mu_); return m_.size(); }
};
struct Config { std::string text; };
struct Session : std::enable_shared_from_this<Session> { int id = 0; void ping() { ++sent; } std::atomic<int> sent{0}; };
static Table<std::string, int> routes;

// composite of two locked methods
bool claimRoute(const std::string &k, int v) {
  if (routes.contains(k)) return false;
  routes.insert(k, v); // EXPECT: check-then-act
  return true;
}
bool claimRouteNew(const std::string &k, int v) { return routes.insertNew(k, v); }

class Hub {
  std::mutex mu_;
  std::unordered_map<int, std::string> peers_;
  Config *cfg_ = nullptr;
  std::once_flag once_;
  Config *deflt_ = nullptr;
  int joins_ = 0;

public:
  // look-up before the lock
  bool known(int id) { std::lock_guard g(mu_); return peers_.count(id) != 0; }
  void addPeer(int id, const std::string &n) {
    if (!known(id)) {
      std::lock_guard g(mu_);
      peers_[id] = n; // EXPECT: check-then-act
    }
  }
  void addPeerOnce(int id, const std::string &n) {
    if (known(id)) return;
    std::string copy = n + "#" + std::to_string(id);
    std::lock_guard g(mu_);
    peers_.try_emplace(id, std::move(copy));
  }

  // double check on a plain pointer
  Config *config() {
    if (!cfg_) {
      std::lock_guard g(mu_);
      if (!cfg_) cfg_ = new Config{"a"}; // EXPECT: check-then-act
    }
    return cfg_;
  }
  Config *defaults() {
    std::call_once(once_, [this] { deflt_ = new Config{"d"}; });
    return deflt_;
  }

  // weak pointer tested, then locked
  void poke(const std::weak_ptr<Session> &w) {
    if (!w.expired()) w.lock()->ping(); // EXPECT: check-then-act
  }
  void pokeLocked(const std::weak_ptr<Session> &w) { if (auto s = w.lock()) s->ping(); }

  // guard without a name
  void join() {
    std::lock_guard<std::mutex>{mu_};
    ++joins_; // EXPECT: lost-update
  }
  void joinNamed() { std::lock_guard<std::mutex> g{mu_}; ++joins_; }
};

// captured by reference
int countAll(const std::vector<int> &in) {
  int n = 0;
  auto f = std::async(std::launch::async, [&] { for (int v : in) if (v > 0) ++n; }); // EXPECT: lost-update
  for (int v : in) if (v < 0) ++n; // EXPECT: lost-update
  f.get();
  return n;
}
int countParts(const std::vector<int> &in) {
  int pos = 0, neg = 0;
  auto f = std::async(std::launch::async, [&] { for (int v : in) if (v > 0) ++pos; });
  for (int v : in) if (v < 0) ++neg;
  f.get();
  return pos + neg;
}

// constructor goes on after the thread runs
class Ticker {
  std::mutex mu_;
  int ticks_ = 0;
  std::thread th_;
  void run() { for (int i = 0; i < 100; ++i) { std::lock_guard g(mu_); ++ticks_; } }

public:
  explicit Ticker(int first) : th_([this] { run(); }) { ticks_ += first; } // EXPECT: lost-update
  Ticker(int first, int second) : ticks_(first) {
    ticks_ += second;
    th_ = std::thread([this] { run(); });
  }
  ~Ticker() { th_.join(); ticks_ = 0; }
};

int main() {
  Hub hub;
  auto s = std::make_shared<Session>();
  std::weak_ptr<Session> w = s;
  auto work = [&hub, w](int i) {
    claimRoute("r" + std::to_string(i % 2), i), claimRouteNew("r", i);
    hub.addPeer(i, "p"), hub.addPeerOnce(i, "q"), hub.poke(w), hub.pokeLocked(w), hub.join(), hub.joinNamed();
    if (hub.config() == hub.defaults()) routes.insertNew("same", 1);
  };
  std::thread a(work, 1), b(work, 2);
  s.reset();
  Ticker t1(1), t2(1, 2);
  a.join(), b.join();
  return countAll({1, -1}) + countParts({1, -1}) + int(routes.size());
}
