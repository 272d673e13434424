// RUN: %tocsin %s
// STD: c++17
// Login sessions of a mail front end.
#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

using Clock = std::chrono::steady_clock;

struct Session {
  std::string user;
  Clock::time_point opened;
};
using SessionPtr = std::shared_ptr<const Session>;

template <class K, class V>
class LockedMap {
 public:
  bool contains(const K& k) const {
    std::lock_guard<std::mutex> g(m_);
    return data_.find(k) != data_.end();
  }
  V get(const K& k, V dflt = V()) const {
    std::lock_guard<std::mutex> g(m_);
    auto it = data_.find(k);
    return it == data_.end() ? dflt : it->second;
  }
  void put(const K& k, V v) {
    std::lock_guard<std::mutex> g(m_);
    data_[k] = std::move(v);
  }
  bool tryPut(const K& k, V v) {
    std::lock_guard<std::mutex> g(m_);
    return data_.emplace(k, std::move(v)).second;
  }
  V take(const K& k) {
    std::lock_guard<std::mutex> g(m_);
    auto it = data_.find(k);
    if (it == data_.end()) return V();
    V v = std::move(it->second);
    data_.erase(it);
    return v;
  }
  template <class F>
  void update(const K& k, F f) {
    std::lock_guard<std::mutex> g(m_);
    f(data_[k]);
  }

 private:
  mutable std::mutex m_;
  std::unordered_map<K, V> data_;
};

class SessionService {
 public:
  SessionPtr login(const std::string& token, const std::string& user) {
    auto s = std::make_shared<Session>(Session{user, Clock::now()});
    if (!byToken_.contains(token)) {
      byToken_.put(token, s); // EXPECT: check-then-act
      openPerUser_.update(user, [](int& n) { ++n; });
      return s;
    }
    return nullptr;
  }

  bool adopt(const std::string& token, SessionPtr s) {
    if (!byToken_.tryPut(token, s)) return false;
    openPerUser_.update(s->user, [](int& n) { ++n; });
    return true;
  }

  bool logout(const std::string& token) {
    SessionPtr s = byToken_.take(token);
    if (!s) return false;
    openPerUser_.update(s->user, [](int& n) { --n; });
    return true;
  }

  void punish(const std::string& user) {
    const int delay = delayMs_.get(user, 50);
    delayMs_.put(user, delay * 2); // EXPECT: lost-update
  }

  void forgive(const std::string& user) {
    delayMs_.update(user, [](int& d) { d = d > 100 ? d / 2 : 50; });
  }

 private:
  LockedMap<std::string, SessionPtr> byToken_;
  LockedMap<std::string, int> openPerUser_;
  LockedMap<std::string, int> delayMs_;
};

static void serve(SessionService& svc, int lane) {
  const std::string user = "u" + std::to_string(lane % 3);
  for (int i = 0; i < 100; ++i) {
    const std::string token = "t" + std::to_string(i);
    if (auto s = svc.login(token, user); s && s->user != user) svc.punish(user);
    if (i % 7 == 0) svc.logout(token);
    if (i % 11 == 0) svc.forgive(user);
  }
}

int main() {
  SessionService svc;
  std::vector<std::thread> lanes;
  for (int i = 0; i < 4; ++i) lanes.emplace_back([&svc, i] { serve(svc, i); });
  for (auto& t : lanes) t.join();
}
